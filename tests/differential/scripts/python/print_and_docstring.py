"""print and docstring"""

from alembic import op

revision = "84613a350437"
down_revision = None


def upgrade():
    """What this does."""
    print("working")
    op.execute("SELECT 1")


def downgrade():
    '''nothing'''
    pass
