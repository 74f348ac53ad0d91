"""clock"""

from alembic import op

revision = "cd4904fe4ffb"
down_revision = None

import datetime
import uuid


def upgrade():
    op.execute(f"UPDATE t SET a = '{datetime.datetime.utcnow()}'")


def downgrade():
    op.execute(f"UPDATE t SET a = '{uuid.uuid4()}'")
