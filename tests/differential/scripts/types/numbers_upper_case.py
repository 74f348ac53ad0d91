"""numbers upper case"""

from alembic import op
import sqlalchemy as sa

revision = "a914e69e85d5"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", sa.INTEGER()), sa.Column("b", sa.BIGINT()), sa.Column("c", sa.SMALLINT()), sa.Column("d", sa.NUMERIC(8, 3)), sa.Column("e", sa.DECIMAL()), sa.Column("f", sa.DECIMAL(5)), sa.Column("g", sa.DECIMAL(5, 1)), sa.Column("h", sa.FLOAT()), sa.Column("i", sa.REAL()), sa.Column("j", sa.INT()), sa.Column("k", sa.FLOAT(24)))


def downgrade():
    op.drop_table("t")
