"""keyed table"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "2c340f140a6d"
down_revision = None

t = sa.table("t", sa.column("id", sa.Integer), sa.column("name", sa.String), sa.column("flag", sa.Boolean), sa.column("At", sa.DateTime))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("t_id", sa.Integer), sa.column("label", sa.String))
v = sa.table("v", sa.column("id", sa.Integer), sa.column("u_id"), schema="app")
keyed = sa.Table("keyed", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String))


def upgrade():
    op.execute(keyed.insert().values(name="x"))
    op.get_bind().execute(keyed.insert().values(name="y"))
    op.execute(keyed.insert().values(id=1, name="x"))
    op.execute(keyed.insert().values([{"name": "x"}, {"name": "y"}]))
    made = op.create_table("made", sa.Column("id", sa.Integer()), sa.Column("name", sa.String()), sa.PrimaryKeyConstraint("id"))
    op.execute(made.insert().values(name="x"))


def downgrade():
    op.bulk_insert(keyed, [{"name": "x"}, {"name": "y", "id": 7}])
    op.execute(keyed.update().values(name="x").where(keyed.c.name == sa.text("lower(name)")))
    op.execute(keyed.delete().where(keyed.c.id + sa.text("5") > 3))
