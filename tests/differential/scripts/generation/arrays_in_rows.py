"""arrays in rows"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "cec0723bf183"
down_revision = None


def upgrade():
    t = sa.table("t", sa.column("a", postgresql.ARRAY(sa.String)), sa.column("b", sa.ARRAY(sa.Integer)))
    op.bulk_insert(t, [{"a": ["x", "it's"], "b": [1, 2]}])


def downgrade():
    pass
