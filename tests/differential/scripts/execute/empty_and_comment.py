"""empty and comment"""

from alembic import op

revision = "de53e7423234"
down_revision = None


def upgrade():
    op.execute("-- only a comment")


def downgrade():
    op.execute("/* nothing */ SELECT 1")
