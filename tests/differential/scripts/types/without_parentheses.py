"""without parentheses"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "d88975717f83"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", sa.Integer), sa.Column("b", sa.Text), sa.Column("c", postgresql.JSONB), sa.Column("d", sa.DateTime), sa.Column("e", postgresql.INET), sa.Column("f", postgresql.ARRAY(sa.Integer)))


def downgrade():
    op.drop_table("t")
