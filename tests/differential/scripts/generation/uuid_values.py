"""uuid values"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "a7753fd37f83"
down_revision = None


def upgrade():
    t = sa.table("t", sa.column("id", postgresql.UUID(as_uuid=True)), sa.column("n", sa.Integer))
    op.bulk_insert(t, [{"id": "6f9619ff-8b86-d011-b42d-00c04fc964ff", "n": 1}])


def downgrade():
    pass
