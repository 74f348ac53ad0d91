"""other tables in conditions"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "a21ed550ae0b"
down_revision = None

t = sa.table("t", sa.column("id", sa.Integer), sa.column("name", sa.String), sa.column("flag", sa.Boolean), sa.column("At", sa.DateTime))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("t_id", sa.Integer), sa.column("label", sa.String))
v = sa.table("v", sa.column("id", sa.Integer), sa.column("u_id"), schema="app")
keyed = sa.Table("keyed", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String))


def upgrade():
    op.execute(t.update().where(t.c.id == u.c.t_id).values(name=u.c.label))
    op.execute(t.update().where(t.c.id == u.c.t_id, u.c.id == v.c.u_id).values(name=u.c.label))
    op.execute(sa.update(t).values({"name": u.c.label}).where(t.c.id == u.c.t_id).where(u.c.label.isnot(None)))


def downgrade():
    op.execute(t.delete().where(t.c.id == u.c.t_id, u.c.id == v.c.u_id))
    op.execute(t.update().where(t.c.id == u.c.t_id, u.c.id.in_(sa.select(v.c.u_id).where(v.c.id == t.c.id))).values(name="x"))
