"""execution options"""

from alembic import op

revision = "336e45f4b883"
down_revision = None


def upgrade():
    op.execute("VACUUM", execution_options={"isolation_level": "AUTOCOMMIT"})


def downgrade():
    op.execute("SELECT 1", execution_options=None)
