"""No downgrade at all"""
from alembic import op

revision = "nodown"
down_revision = None


def upgrade():
    op.execute("SELECT 1")
