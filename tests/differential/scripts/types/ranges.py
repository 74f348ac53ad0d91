"""ranges"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "ab5ffa257f83"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", postgresql.INT4RANGE()), sa.Column("b", postgresql.INT8RANGE()), sa.Column("c", postgresql.NUMRANGE()), sa.Column("d", postgresql.DATERANGE()), sa.Column("e", postgresql.TSRANGE()), sa.Column("f", postgresql.TSTZRANGE()))


def downgrade():
    op.drop_table("t")
