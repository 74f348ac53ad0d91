"""inline literal"""

from alembic import op
import sqlalchemy as sa

revision = "5120ca5567ac"
down_revision = None


def upgrade():
    op.bulk_insert(sa.table("t", sa.column("a", sa.String), sa.column("at", sa.Date)), [{"a": "x", "at": op.inline_literal("2020-01-01")}])


def downgrade():
    pass
