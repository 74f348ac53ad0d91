"""create method"""

from alembic import op
import sqlalchemy as sa

revision = "0e5a7f574824"
down_revision = None


def upgrade():
    sa.Sequence("seq", start=1).create(op.get_bind())


def downgrade():
    sa.Sequence("seq").drop(op.get_bind(), checkfirst=True)
