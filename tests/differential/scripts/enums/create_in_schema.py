"""create in schema"""

from alembic import op
from sqlalchemy.dialects import postgresql

revision = "cb5f7caa7911"
down_revision = None


def upgrade():
    e = postgresql.ENUM("a", name="e", schema="s")
    e.create(op.get_bind(), False)


def downgrade():
    e = postgresql.ENUM("a", name="e", schema="s")
    e.drop(op.get_bind(), checkfirst=False)
