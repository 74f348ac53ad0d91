"""default cast"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "0b1e2bdea734"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", postgresql.JSONB(), server_default=sa.cast("x", sa.String(5))), sa.Column("b", sa.Integer(), server_default=sa.cast(5, sa.Integer())))


def downgrade():
    op.drop_table("t")
