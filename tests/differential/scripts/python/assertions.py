"""assertions"""

from alembic import op

revision = "956e45f4b883"
down_revision = None


def upgrade():
    assert 1 + 1 == 2
    op.execute("SELECT 1")


def downgrade():
    assert True, "fine"
