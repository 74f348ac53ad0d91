"""case"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "6406510c31e0"
down_revision = None

t = sa.table("t", sa.column("id", sa.Integer), sa.column("name", sa.String), sa.column("flag", sa.Boolean), sa.column("At", sa.DateTime))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("t_id", sa.Integer), sa.column("label", sa.String))
v = sa.table("v", sa.column("id", sa.Integer), sa.column("u_id"), schema="app")
keyed = sa.Table("keyed", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String))


def upgrade():
    op.execute(t.update().values(name=sa.case((t.c.id == 1, "a"), (t.c.flag, "b"), else_="c")))
    op.execute(t.update().values(name=sa.case({1: "a", 2: "b"}, value=t.c.id, else_=None)))
    op.execute(t.update().values(name=sa.case((sa.and_(t.c.id == 1, t.c.flag), "a"), (sa.or_(t.c.id == 1, t.c.flag), sa.func.lower("X")), (t.c.name.in_(["a"]), sa.text("y")), (t.c.name.is_(None), 1.5))))


def downgrade():
    op.execute(t.update().values(id=sa.case((t.c.id > 5, t.c.id - 5), else_=t.c.id) + 1))
    op.execute(t.update().where(sa.case((t.c.flag.is_(True), 1), else_=0) == 1).values(name="x"))
    op.execute(t.update().values(name=sa.case({i: sa.cast(t.c.id, sa.Numeric(9, i)) for i in range(3)}, value=sa.func.min_scale(t.c.id), else_=t.c.id)))
