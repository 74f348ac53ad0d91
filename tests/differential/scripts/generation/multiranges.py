"""multiranges"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "ab5ffa257f83"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", postgresql.INT8MULTIRANGE()), sa.Column("b", postgresql.NUMMULTIRANGE()), sa.Column("c", postgresql.DATEMULTIRANGE()), sa.Column("d", postgresql.TSMULTIRANGE()), sa.Column("e", postgresql.TSTZMULTIRANGE()))


def downgrade():
    op.drop_table("t")
