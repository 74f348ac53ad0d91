"""string"""

from alembic import op

revision = "84613a350437"
down_revision = None


def upgrade():
    op.execute("UPDATE t SET a = 1")


def downgrade():
    op.execute("UPDATE t SET a = NULL")
