"""into created table"""

from alembic import op
import sqlalchemy as sa

revision = "ac8a79fbaed5"
down_revision = None


def upgrade():
    t = op.create_table("t", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.String(20)))
    op.bulk_insert(t, [{"id": 1, "name": "a"}, {"name": "b"}])


def downgrade():
    op.drop_table("t")
