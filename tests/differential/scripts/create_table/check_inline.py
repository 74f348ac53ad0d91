"""check inline"""

from alembic import op
import sqlalchemy as sa

revision = "735fd7c610d5"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", sa.Integer(), sa.CheckConstraint("a > 0", name="a_positive"), nullable=False), sa.Column("b", sa.Integer(), sa.CheckConstraint("b < 5")))


def downgrade():
    op.drop_table("t")
