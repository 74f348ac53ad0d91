"""add value"""

from alembic import op

revision = "d3a72e2ce7d5"
down_revision = None


def upgrade():
    op.execute("ALTER TYPE mood ADD VALUE IF NOT EXISTS 'fine' AFTER 'ok'")


def downgrade():
    pass
