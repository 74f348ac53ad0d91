"""joins"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "bb41f56e8623"
down_revision = None

t = sa.table("t", sa.column("id", sa.Integer), sa.column("name", sa.String), sa.column("flag", sa.Boolean), sa.column("At", sa.DateTime))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("t_id", sa.Integer), sa.column("label", sa.String))
v = sa.table("v", sa.column("id", sa.Integer), sa.column("u_id"), schema="app")
keyed = sa.Table("keyed", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String))


def upgrade():
    op.execute(t.insert().from_select(["id"], sa.select(u.c.id).select_from(u.join(v, v.c.u_id == u.c.id)).where(v.c.id == 1)))
    op.execute(t.insert().from_select(["id"], sa.select(u.c.id).join(v, v.c.u_id == u.c.id)))
    op.execute(t.insert().from_select(["id"], sa.select(u.c.id).outerjoin(v, sa.and_(v.c.u_id == u.c.id, v.c.id > 1))))


def downgrade():
    op.execute(t.insert().from_select(["id"], sa.select(u.c.id).select_from(u.outerjoin(v, v.c.u_id == u.c.id).join(t, t.c.id == u.c.id))))
    op.execute(t.insert().from_select(["id"], sa.select(u.c.id).select_from(v).where(t.c.id == 3)))
    op.execute(t.insert().from_select(["id"], sa.select(u.c.id).select_from(sa.join(u, v, v.c.u_id == u.c.id, full=True))))
