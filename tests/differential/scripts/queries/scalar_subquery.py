"""scalar subquery"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "a667a0f9ba07"
down_revision = None

t = sa.table("t", sa.column("id", sa.Integer), sa.column("name", sa.String), sa.column("flag", sa.Boolean), sa.column("At", sa.DateTime))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("t_id", sa.Integer), sa.column("label", sa.String))
v = sa.table("v", sa.column("id", sa.Integer), sa.column("u_id"), schema="app")
keyed = sa.Table("keyed", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String))


def upgrade():
    op.execute(t.update().values(name=sa.select(u.c.label).where(u.c.t_id == t.c.id)))
    op.execute(t.update().values(name=sa.select(sa.func.max(u.c.label)).where(u.c.t_id == t.c.id), id=sa.select(sa.func.max(u.c.id)).scalar_subquery()))
    op.execute(t.update().where(t.c.id == sa.select(sa.func.min(u.c.id)).scalar_subquery()).values(name="x"))
    op.execute(t.update().where(sa.select(sa.func.min(u.c.id)).where(u.c.t_id == t.c.id).scalar_subquery() == t.c.id).values(name="x"))
    op.execute(t.insert().values(id=sa.select(sa.func.max(u.c.id) + 1).scalar_subquery(), name="n"))


def downgrade():
    op.execute(t.update().values(name=sa.select(u.c.label).where(u.c.t_id == t.c.id).order_by(u.c.id.desc()).limit(1).scalar_subquery()))
    op.execute(t.update().values(name=sa.select(sa.func.string_agg(u.c.label, ", ")).where(u.c.t_id == t.c.id, v.c.u_id == u.c.id)))
    op.execute(t.update().values(id=sa.select(sa.func.count()).select_from(u).scalar_subquery()))
    op.execute(t.update().values(id=sa.func.coalesce(sa.select(u.c.id).where(u.c.t_id == t.c.id).scalar_subquery(), 0)))
