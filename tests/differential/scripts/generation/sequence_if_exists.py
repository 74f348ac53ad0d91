"""sequence if exists"""

from alembic import op
import sqlalchemy as sa

revision = "fbc57992de83"
down_revision = None


def upgrade():
    op.execute(sa.schema.CreateSequence(sa.Sequence("s", start=1), if_not_exists=True))


def downgrade():
    op.execute(sa.schema.DropSequence(sa.Sequence("s"), if_exists=True))
