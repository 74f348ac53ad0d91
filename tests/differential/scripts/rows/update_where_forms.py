"""update where forms"""

from alembic import op
import sqlalchemy as sa

revision = "f1a2a18e0783"
down_revision = None


def upgrade():
    t = sa.table("t", sa.column("a", sa.Integer), sa.column("b", sa.String))
    op.execute(t.update().where(sa.and_(t.c.a == 1, t.c.b != "x")).values(a=2))
    op.execute(t.update().where(sa.or_(t.c.a == 1, t.c.a == 2)).values(a=3))
    op.execute(t.update().where(t.c.b.in_(["x", "y"])).values(a=4))
    op.execute(t.update().where(t.c.b.like("x%")).values(a=5))
    op.execute(t.update().where(t.c.a == None).values(a=6))
    op.execute(t.update().where(t.c.a == 1).where(t.c.b == "z").values(a=7))
    op.execute(t.update().where(~t.c.b.in_(["x"])).values(a=8))
    op.execute(t.update().where(sa.text("a % 2 = 0")).values(a=9))


def downgrade():
    pass
