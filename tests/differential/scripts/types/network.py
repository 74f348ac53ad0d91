"""network"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "a389e01faefb"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", postgresql.INET()), sa.Column("b", postgresql.CIDR()), sa.Column("c", postgresql.MACADDR()), sa.Column("d", postgresql.MACADDR8()))


def downgrade():
    op.drop_table("t")
