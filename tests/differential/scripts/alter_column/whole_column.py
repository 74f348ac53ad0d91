"""a column in the place of its name: nothing is changed as long as nothing is asked for"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects.mysql.base import MySQLDialect
from sqlalchemy.dialects.postgresql.base import PGDialect
from sqlalchemy.ext.compiler import compiles

revision = "6f0c2d9be3a1"
down_revision = None


class Elsewhere(sa.types.UserDefinedType):
    def get_col_spec(self):
        return "TEXT"


@compiles(Elsewhere, "sqlite", "mysql")
def print_elsewhere(element, compiler, **kw):
    return "CLOB"


def upgrade():
    op.alter_column("settings", sa.Column("sound", sa.Boolean(), nullable=False, default=False))
    op.alter_column("settings", sa.Column("sound", sa.Boolean(), nullable=True), existing_type=sa.Boolean(), existing_nullable=True)
    op.add_column("settings", sa.Column("volume", sa.Integer()))


def downgrade():
    dialect = op.get_context().dialect
    if isinstance(dialect, MySQLDialect):
        op.execute("SELECT 1")
    if isinstance(dialect, PGDialect):
        op.add_column("settings", sa.Column("volume", Elsewhere()))
