"""dates postgresql"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "a3d9bba177ac"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", postgresql.TIMESTAMP()), sa.Column("b", postgresql.TIMESTAMP(timezone=True, precision=3)), sa.Column("c", postgresql.TIMESTAMP(precision=0)), sa.Column("d", postgresql.TIME()), sa.Column("e", postgresql.TIME(precision=6, timezone=False)), sa.Column("f", postgresql.DATE()), sa.Column("g", postgresql.TIMESTAMP(True)))


def downgrade():
    op.drop_table("t")
