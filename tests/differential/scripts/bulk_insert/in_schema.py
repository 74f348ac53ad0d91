"""in schema"""

from alembic import op
import sqlalchemy as sa

revision = "cb5f7caa7911"
down_revision = None


def upgrade():
    op.bulk_insert(sa.table("T", sa.column("a", sa.Integer), schema="S"), [{"a": 1}])


def downgrade():
    pass
