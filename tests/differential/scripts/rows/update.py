"""update"""

from alembic import op
import sqlalchemy as sa

revision = "08edcf1836d5"
down_revision = None


def upgrade():
    t = sa.table("t", sa.column("a", sa.Integer), sa.column("b", sa.String), sa.column("C", sa.Boolean))
    op.execute(t.update().values(a=1))
    op.execute(t.update().where(t.c.a == 1).values(b="x", a=2))
    op.execute(t.update().where(t.c.b.is_(None)).values({"C": True}))
    op.execute(sa.update(t).where(t.c.a > 5).values(b=None))


def downgrade():
    op.execute(sa.table("t", sa.column("a", sa.Integer)).delete())
