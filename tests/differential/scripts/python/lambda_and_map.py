"""lambda and map"""

from alembic import op

revision = "c723bcbe4e70"
down_revision = None

quote = lambda s: "'" + s + "'"


def upgrade():
    op.execute("SELECT " + ", ".join(map(quote, ["a", "b"])))
    op.execute("SELECT " + ", ".join(str(n) for n in filter(None, [0, 1, 2])))


def downgrade():
    pass
