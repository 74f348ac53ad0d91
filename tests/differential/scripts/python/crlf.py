"""crlf"""

from alembic import op

revision = "914115432886"
down_revision = None


def upgrade():
    op.execute("SELECT 1")


def downgrade():
    op.execute("SELECT 2")
