"""index element"""

from alembic import op
import sqlalchemy as sa

revision = "fdcbe7423234"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", sa.Integer()), sa.Column("b", sa.Integer()), sa.Index("ix_t_ab", "a", "b", unique=True))


def downgrade():
    op.drop_table("t")
