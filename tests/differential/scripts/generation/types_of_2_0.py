"""types of 2 0"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "f358b4218030"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", sa.Uuid()), sa.Column("b", sa.UUID()), sa.Column("c", sa.Double()), sa.Column("d", sa.Double(precision=53)), sa.Column("e", sa.DOUBLE_PRECISION()), sa.Column("f", sa.Uuid(native_uuid=False)), sa.Column("g", postgresql.CITEXT()), sa.Column("h", postgresql.INT4MULTIRANGE()), sa.Column("i", postgresql.TSQUERY()), sa.Column("j", postgresql.REGCONFIG()), sa.Column("k", postgresql.JSONPATH()), sa.Column("l", sa.DOUBLE()), sa.Column("m", sa.Uuid(as_uuid=False)))


def downgrade():
    op.drop_table("t")
