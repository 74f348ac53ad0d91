"""schema if exists"""

from alembic import op
import sqlalchemy as sa

revision = "fbc57992de83"
down_revision = None


def upgrade():
    op.execute(sa.schema.CreateSchema("s", if_not_exists=True))


def downgrade():
    op.execute(sa.schema.DropSchema("s", if_exists=True))
