"""as_mutable() gives the type itself."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext import mutable
from sqlalchemy.ext.mutable import MutableDict
revision = "mutable"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("thing", sa.Column("settings", MutableDict.as_mutable(postgresql.JSONB(astext_type=sa.Text()))))
    op.add_column("thing", sa.Column("tags", mutable.MutableList.as_mutable(sa.ARRAY(sa.String()))))
