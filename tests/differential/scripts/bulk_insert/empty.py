"""empty"""

from alembic import op
import sqlalchemy as sa

revision = "a0e685ccb8a9"
down_revision = None


def upgrade():
    op.bulk_insert(sa.table("t", sa.column("a", sa.Integer)), [])


def downgrade():
    pass
