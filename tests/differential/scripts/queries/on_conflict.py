"""on conflict"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "df66b186307b"
down_revision = None

t = sa.table("t", sa.column("id", sa.Integer), sa.column("name", sa.String), sa.column("flag", sa.Boolean), sa.column("At", sa.DateTime))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("t_id", sa.Integer), sa.column("label", sa.String))
v = sa.table("v", sa.column("id", sa.Integer), sa.column("u_id"), schema="app")
keyed = sa.Table("keyed", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String))


def upgrade():
    op.execute(postgresql.insert(t).from_select(["name"], sa.select(u.c.label)).on_conflict_do_nothing(index_elements=["name"]))
    op.execute(postgresql.insert(t).values(name="x").on_conflict_do_nothing())
    op.execute(postgresql.insert(t).values(name="x").on_conflict_do_nothing(constraint="Uq t"))


def downgrade():
    insert = postgresql.insert(t).values(name="x", id=2)
    op.execute(insert.on_conflict_do_update(index_elements=[t.c.name], set_={"name": insert.excluded.name, "id": insert.excluded.id}))
    op.execute(insert.on_conflict_do_update(constraint="c", set_=dict(id=insert.excluded.id), where=t.c.id == insert.excluded.id))
