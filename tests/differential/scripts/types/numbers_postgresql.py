"""numbers postgresql"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "a3d9bba177ac"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", postgresql.DOUBLE_PRECISION()), sa.Column("b", postgresql.DOUBLE_PRECISION(precision=53)), sa.Column("c", postgresql.FLOAT()), sa.Column("d", postgresql.NUMERIC(3, 1)), sa.Column("e", postgresql.REAL()), sa.Column("f", postgresql.INTEGER()), sa.Column("g", postgresql.BIGINT()), sa.Column("h", postgresql.SMALLINT()), sa.Column("i", postgresql.MONEY()), sa.Column("j", postgresql.OID()))


def downgrade():
    op.drop_table("t")
