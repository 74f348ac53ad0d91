"""exists"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "4d68c8f13459"
down_revision = None

t = sa.table("t", sa.column("id", sa.Integer), sa.column("name", sa.String), sa.column("flag", sa.Boolean), sa.column("At", sa.DateTime))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("t_id", sa.Integer), sa.column("label", sa.String))
v = sa.table("v", sa.column("id", sa.Integer), sa.column("u_id"), schema="app")
keyed = sa.Table("keyed", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String))


def upgrade():
    op.execute(t.delete().where(sa.exists().where(u.c.id == t.c.id)))
    op.execute(t.delete().where(sa.not_(sa.exists(sa.select(u.c.id).where(u.c.id == t.c.id)))))
    op.execute(t.update().where(t.c.flag, ~sa.exists().where(u.c.t_id == t.c.id).where(u.c.label == "x")).values(flag=False))


def downgrade():
    op.execute(t.insert().from_select([t.c.id], sa.select(u.c.id).where(~sa.select(sa.literal(1)).select_from(v).where(v.c.u_id == u.c.id, v.c.id == "x").exists())))
    op.execute(t.insert().from_select([t.c.id], sa.select(u.c.id).where(sa.exists(sa.select(v.c.id).where(v.c.u_id == u.c.id)))))
