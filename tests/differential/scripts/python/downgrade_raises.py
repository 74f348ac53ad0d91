"""downgrade raises"""

from alembic import op

revision = "009939717f83"
down_revision = None


def upgrade():
    op.execute("SELECT 1")


def downgrade():
    raise NotImplementedError("cannot go back")
