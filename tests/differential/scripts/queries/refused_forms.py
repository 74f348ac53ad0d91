"""refused forms"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "3862b3d91aa7"
down_revision = None

t = sa.table("t", sa.column("id", sa.Integer), sa.column("name", sa.String), sa.column("flag", sa.Boolean), sa.column("At", sa.DateTime))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("t_id", sa.Integer), sa.column("label", sa.String))
v = sa.table("v", sa.column("id", sa.Integer), sa.column("u_id"), schema="app")
keyed = sa.Table("keyed", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String))


def upgrade():
    d = sa.Table("d", sa.MetaData(), sa.Column("id", sa.Integer), sa.Column("n", sa.Integer, default=5))
    op.execute(d.insert().values(id=1))


def downgrade():
    op.execute(postgresql.insert(t).values(name="x").on_conflict_do_update(index_elements=["name"], set_={"id": 3}))
