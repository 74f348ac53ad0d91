"""foreign key not valid"""

from alembic import op
import sqlalchemy as sa

revision = "cc3bf6412224"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", sa.Integer()), sa.ForeignKeyConstraint(["a"], ["o.id"], postgresql_not_valid=True))


def downgrade():
    op.drop_table("t")
