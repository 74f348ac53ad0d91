"""other table"""

from alembic import op
import sqlalchemy as sa

revision = "ac8a79fbaed5"
down_revision = None


def upgrade():
    t = sa.table("t", sa.column("a", sa.Integer), sa.column("b", sa.Integer))
    o = sa.table("user", sa.column("a", sa.Integer), sa.column("t", sa.Integer), schema="s")
    op.execute(t.update().values(b=o.c.a).where(t.c.a == o.c.t))
    op.execute(t.update().values(b=1).where(sa.and_(t.c.a == o.c.t, o.c.a > 5)))
    op.execute(t.delete().where(t.c.a == o.c.t))


def downgrade():
    pass
