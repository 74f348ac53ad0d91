"""A type whose SQL depends on its own state."""
from alembic import op
import sqlalchemy as sa

revision = "script_type_"
down_revision = None
branch_labels = None
depends_on = None


class Shape(sa.types.UserDefinedType):
    def __init__(self, size):
        self.size = size

    def get_col_spec(self, **kw):
        return "SHAPE(%d)" % self.size


def upgrade():
    op.add_column("place", sa.Column("shape", Shape(3)))
