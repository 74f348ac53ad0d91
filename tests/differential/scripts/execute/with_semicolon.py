"""with semicolon"""

from alembic import op

revision = "ba7c1f46090e"
down_revision = None


def upgrade():
    op.execute("UPDATE t SET a = 1;")


def downgrade():
    op.execute("SELECT 1; SELECT 2;")
