"""environment"""

from alembic import op

revision = "5804e7423234"
down_revision = None

import os


def upgrade():
    op.execute("SELECT '%s'" % os.environ["HOME"])


def downgrade():
    op.execute("SELECT '%s'" % os.getenv("X", "y"))
