"""insert from query"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "dc5b595e9559"
down_revision = None

t = sa.table("t", sa.column("id", sa.Integer), sa.column("name", sa.String), sa.column("flag", sa.Boolean), sa.column("At", sa.DateTime))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("t_id", sa.Integer), sa.column("label", sa.String))
v = sa.table("v", sa.column("id", sa.Integer), sa.column("u_id"), schema="app")
keyed = sa.Table("keyed", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String))


def upgrade():
    op.execute(t.insert().from_select(["id", "name"], sa.select(u.c.id, u.c.label)))
    op.execute(t.insert().from_select(["id"], sa.select(u.c.id, sa.literal("basic").label("kind"), sa.literal(False), sa.literal(1), sa.false(), sa.null(), sa.text("''"), 3, sa.func.now(), sa.func.lower(u.c.label), u.c.id + 1, sa.literal_column("x"), sa.case((u.c.id == 1, "a"), else_="b"))))
    op.execute(t.insert().from_select(["id"], sa.select(sa.func.count(), sa.func.count(u.c.id), sa.func.count(v.c.id))))
    op.execute(t.insert().from_select(["id"], sa.select(u)))
    op.execute(t.insert().from_select(["id"], u.select().where(u.c.id > 3)))
    op.execute(keyed.insert().from_select(["name"], sa.select(u.c.label)))


def downgrade():
    op.execute(t.insert().from_select(["id"], sa.select(u.c.id, v.c.id, t.c.id).distinct().group_by(u.c.id, t.c.name).having(sa.func.count() > 1).order_by(u.c.id.desc(), sa.asc(t.c.name)).limit(5).offset(2)))
    op.execute(t.insert().from_select(["id"], sa.select(u.c.id).offset(2)))
    op.execute(t.insert().from_select(["id"], sa.select(sa.cast(u.c.label, sa.Integer), sa.cast("5", sa.Integer))))
    op.execute(t.insert().from_select(["id"], sa.select(t.c["At"], sa.func.app.next_id(t.c.id), sa.func.MixedCase(1))))
    op.execute(t.insert().from_select(["id"], sa.select(u.c.id).where(u.c.label.isnot(None)).where(sa.or_(u.c.id == 1, u.c.id == 2)).where(sa.and_(u.c.id == 1, u.c.id == 3))))
