"""insert"""

from alembic import op
import sqlalchemy as sa

revision = "8157eb28f634"
down_revision = None


def upgrade():
    t = sa.table("t", sa.column("a", sa.Integer), sa.column("b", sa.String))
    op.execute(t.insert().values(a=1, b="x"))
    op.execute(t.insert().values({"b": "y"}))
    op.execute(sa.insert(t).values(a=3))


def downgrade():
    op.execute("DELETE FROM t")
