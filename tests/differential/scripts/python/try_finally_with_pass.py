"""try finally with pass"""

from alembic import op

revision = "904b8aa72d83"
down_revision = None

def noop():
    pass


def upgrade():
    noop()
    op.execute("SELECT 1")


def downgrade():
    noop()
