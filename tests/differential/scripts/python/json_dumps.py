"""json dumps"""

from alembic import op

revision = "35e00d861a83"
down_revision = None

import json


def upgrade():
    op.execute("UPDATE t SET a = '%s'" % json.dumps({"k": [1, None, True, "x"]}))


def downgrade():
    pass
