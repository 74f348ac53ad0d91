"""create schema"""

from alembic import op
import sqlalchemy as sa

revision = "cb5f7caa7911"
down_revision = None


def upgrade():
    op.execute(sa.schema.CreateSchema("reporting"))


def downgrade():
    op.execute(sa.schema.DropSchema("reporting"))
