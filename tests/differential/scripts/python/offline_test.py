"""offline test"""

from alembic import op

revision = "d410d3a2a734"
down_revision = None

from alembic import context


def upgrade():
    if not context.is_offline_mode():
        raise RuntimeError("offline only")
    op.execute("SELECT 1")


def downgrade():
    pass
