"""old style"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "46a1a117eb25"
down_revision = None

t = sa.table("t", sa.column("id", sa.Integer), sa.column("name", sa.String), sa.column("flag", sa.Boolean), sa.column("At", sa.DateTime))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("t_id", sa.Integer), sa.column("label", sa.String))
v = sa.table("v", sa.column("id", sa.Integer), sa.column("u_id"), schema="app")
keyed = sa.Table("keyed", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String))


def upgrade():
    op.execute(t.insert().from_select(["id"], sa.select([u.c.id])))
    op.execute(t.insert().from_select(["id"], sa.select([u.c.id], u.c.id == 2)))
    op.execute(t.update().values(name=sa.select([u.c.label]).where(u.c.t_id == t.c.id).as_scalar()))


def downgrade():
    op.execute(t.update().values(name=sa.case([(t.c.id == 1, "a"), (t.c.flag.is_(True), "b")], else_=t.c.name)))
