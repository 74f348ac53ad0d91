"""rename"""

from alembic import op
import sqlalchemy as sa

revision = "e1c034c45fd5"
down_revision = None


def upgrade():
    op.alter_column("t", "a", new_column_name="b")
    op.alter_column("T", "order", new_column_name="Order", schema="S", existing_type=sa.Integer())


def downgrade():
    op.alter_column("T", "Order", new_column_name="order", schema="S")
    op.alter_column("t", "b", new_column_name="a")
