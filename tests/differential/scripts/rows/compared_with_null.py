"""Comparisons with null()"""

from alembic import op
import sqlalchemy as sa

revision = "000000c0ffee"
down_revision = None

t = sa.table("t", sa.column("a", sa.Integer), sa.column("b", sa.Boolean))


def upgrade():
    op.execute(t.update().where(t.c.a != sa.null()).values(b=True))
    op.execute(t.update().where(t.c.a == sa.null()).values(b=False))
    op.execute(t.update().where(t.c.a != None).values(b=None))


def downgrade():
    op.execute(t.delete().where(t.c.b == sa.true()))
