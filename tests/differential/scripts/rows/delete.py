"""delete"""

from alembic import op
import sqlalchemy as sa

revision = "41fe3ddc36d5"
down_revision = None


def upgrade():
    t = sa.table("t", sa.column("a", sa.Integer), sa.column("b", sa.String))
    op.execute(t.delete())
    op.execute(t.delete().where(t.c.a == 1))
    op.execute(sa.delete(t).where(t.c.b.notin_(["x", "y"])))


def downgrade():
    pass
