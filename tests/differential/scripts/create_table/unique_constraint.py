"""unique constraint"""

from alembic import op
import sqlalchemy as sa

revision = "92f282063234"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", sa.Integer()), sa.Column("b", sa.Integer()), sa.UniqueConstraint("a"), sa.UniqueConstraint("a", "b", name="uq_ab"), sa.UniqueConstraint("b", name="uq_b", deferrable=True, initially="DEFERRED"))


def downgrade():
    op.drop_table("t")
