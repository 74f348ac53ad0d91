"""array of enum"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "d61ad74ab55d"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", postgresql.ARRAY(sa.Enum("x", "y", name="xy"))), sa.Column("b", sa.ARRAY(postgresql.ENUM("p", name="p", create_type=False))))


def downgrade():
    op.drop_table("t")
