"""string methods"""

from alembic import op

revision = "5ac66a33ce83"
down_revision = None


def upgrade():
    op.execute("  SELECT 1  ".strip())
    op.execute("SELECT 'a,b'".replace(",", ";"))
    op.execute("SELECT 'aaa'".replace("a", "aa", 2).replace("a", "b", -1).replace("b", "", 1).replace("S", "s", 0))
    op.execute("select x".upper())
    op.execute("\n".join(["SELECT 1", "FROM t"]))
    op.execute("SELECT '%s'" % "a,b,c".split(",")[1])
    op.execute("ab" * 2 if False else "SELECT " + "1, " * 2 + "1")


def downgrade():
    pass
