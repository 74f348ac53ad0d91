"""split name column"""

from alembic import op
import sqlalchemy as sa

revision = "3111e48ba70e"
down_revision = None


def upgrade():
    op.add_column("person", sa.Column("first_name", sa.String(60)))
    op.add_column("person", sa.Column("last_name", sa.String(60)))
    op.execute("UPDATE person SET first_name = split_part(name, ' ', 1), last_name = split_part(name, ' ', 2)")
    op.alter_column("person", "first_name", nullable=False)
    op.alter_column("person", "last_name", nullable=False)
    op.drop_column("person", "name")


def downgrade():
    op.add_column("person", sa.Column("name", sa.String(121)))
    op.execute("UPDATE person SET name = first_name || ' ' || last_name")
    op.drop_column("person", "last_name")
    op.drop_column("person", "first_name")
