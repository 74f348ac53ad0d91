"""enum drop empty"""

from alembic import op
import sqlalchemy as sa

revision = "d0e685ccb8a9"
down_revision = None


def upgrade():
    sa.Enum(name="x").drop(op.get_bind())


def downgrade():
    pass
