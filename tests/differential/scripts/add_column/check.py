"""check"""

from alembic import op
import sqlalchemy as sa

revision = "c13780144ffb"
down_revision = None


def upgrade():
    op.add_column("t", sa.Column("a", sa.Integer(), sa.CheckConstraint("a > 0", name="pos"), nullable=False))


def downgrade():
    op.drop_column("t", "a")
