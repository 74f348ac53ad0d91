"""comprehensions"""

from alembic import op
import sqlalchemy as sa

revision = "57bd45f4b883"
down_revision = None

COLUMNS = ["a", "b"]


def upgrade():
    op.create_table("t", *[sa.Column(n, sa.Integer()) for n in COLUMNS], sa.PrimaryKeyConstraint(*COLUMNS))
    op.execute("SELECT %s" % ", ".join("'%s'" % c.upper() for c in COLUMNS if c != "b"))
    op.execute("SELECT " + ",".join(sorted({c for c in COLUMNS})))


def downgrade():
    [op.drop_column("t", c) for c in COLUMNS]
