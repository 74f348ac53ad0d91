"""text"""

from alembic import op

revision = "b3f7e9031c34"
down_revision = None


def upgrade():
    op.execute("CREATE SCHEMA IF NOT EXISTS reporting")


def downgrade():
    op.execute("DROP SCHEMA IF EXISTS reporting CASCADE")
