"""inline literal"""

from alembic import op
import sqlalchemy as sa

revision = "5120ca5567ac"
down_revision = None


def upgrade():
    op.execute("UPDATE t SET a = 1")
    t = sa.table("t", sa.column("a", sa.String()))
    op.execute(t.update().where(t.c.a == op.inline_literal("x%")).values({"a": op.inline_literal("y'")}))


def downgrade():
    pass
