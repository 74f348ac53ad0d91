"""multiinsert off"""

from alembic import op
import sqlalchemy as sa

revision = "65b397560286"
down_revision = None


def upgrade():
    op.bulk_insert(sa.table("t", sa.column("a", sa.Integer)), [{"a": 1}, {"a": 2}], multiinsert=False)


def downgrade():
    pass
