"""binaries"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "01b5b1877f83"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", sa.LargeBinary()), sa.Column("b", sa.LargeBinary(length=20)), sa.Column("c", sa.PickleType()), sa.Column("d", postgresql.BYTEA()), sa.Column("e", sa.BLOB()), sa.Column("f", sa.BINARY(5)), sa.Column("g", sa.VARBINARY(6)), sa.Column("h", sa.BINARY()))


def downgrade():
    op.drop_table("t")
