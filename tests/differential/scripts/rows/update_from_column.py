"""update from column"""

from alembic import op
import sqlalchemy as sa

revision = "3111e48ba70e"
down_revision = None


def upgrade():
    t = sa.table("t", sa.column("a", sa.Integer), sa.column("b", sa.Integer), schema="s")
    op.execute(t.update().values(a=t.c.b))
    op.execute(t.update().values({"a": t.c.b + 1}))
    op.execute(t.update().values(a=sa.func.coalesce(t.c.b, 0)))


def downgrade():
    pass
