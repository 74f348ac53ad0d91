"""membership in query"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "895d9c76ae0c"
down_revision = None

t = sa.table("t", sa.column("id", sa.Integer), sa.column("name", sa.String), sa.column("flag", sa.Boolean), sa.column("At", sa.DateTime))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("t_id", sa.Integer), sa.column("label", sa.String))
v = sa.table("v", sa.column("id", sa.Integer), sa.column("u_id"), schema="app")
keyed = sa.Table("keyed", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String))


def upgrade():
    op.execute(t.update().where(t.c.name.in_(sa.select(sa.func.replace(t.c.name, "_", "-")).where(t.c.name.like("%_")))).values(flag=True))
    op.execute(t.delete().where(t.c.id.notin_(sa.select(u.c.t_id))))
    op.execute(t.delete().where(~t.c.id.in_(sa.select(u.c.t_id).where(u.c.id == t.c.id))))


def downgrade():
    op.execute(t.delete().where(t.c.flag.is_(True), t.c.id.in_(sa.select(u.c.t_id).where(u.c.label == "x"))))
    op.execute(t.delete().where(sa.or_(t.c.id.in_(sa.select(u.c.t_id)), t.c.id.not_in(sa.select(v.c.id).distinct()))))
