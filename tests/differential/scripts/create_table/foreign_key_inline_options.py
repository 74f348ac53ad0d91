"""foreign key inline options"""

from alembic import op
import sqlalchemy as sa

revision = "336e45f4b883"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", sa.Integer(), sa.ForeignKey("S.Other.Id", name="fk_a", ondelete="CASCADE", match="SIMPLE", deferrable=True), nullable=False), sa.Column("b", sa.Integer(), sa.ForeignKey("t.a")))


def downgrade():
    op.drop_table("t")
