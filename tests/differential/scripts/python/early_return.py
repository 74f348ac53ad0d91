"""early return"""

from alembic import op

revision = "8e0c81ec1c0e"
down_revision = None

DONE = True


def upgrade():
    op.execute("SELECT 1")
    if DONE:
        return
    op.execute("SELECT 2")


def downgrade():
    return None
