"""The last definition wins"""
from alembic import op

revision = "twice"
down_revision = None


def upgrade():
    op.execute("SELECT 'first'")


def upgrade():
    op.execute("SELECT 'second'")


def downgrade():
    pass
