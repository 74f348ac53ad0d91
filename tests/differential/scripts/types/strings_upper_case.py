"""strings upper case"""

from alembic import op
import sqlalchemy as sa

revision = "a914e69e85d5"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", sa.VARCHAR()), sa.Column("b", sa.VARCHAR(length=5)), sa.Column("c", sa.CHAR(3)), sa.Column("d", sa.CHAR()), sa.Column("e", sa.NVARCHAR(9)), sa.Column("f", sa.NCHAR(2)), sa.Column("g", sa.TEXT()), sa.Column("h", sa.CLOB()), sa.Column("i", sa.VARCHAR(collation="C", length=4)))


def downgrade():
    op.drop_table("t")
