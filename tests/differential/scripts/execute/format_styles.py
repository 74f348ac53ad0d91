"""format styles"""

from alembic import op

revision = "ddd2f59a7f83"
down_revision = None

TABLE = "my_table"
VALUES = {"a": 1, "b": 2}


def upgrade():
    op.execute("UPDATE %s SET a = %d" % (TABLE, 5))
    op.execute("UPDATE {} SET b = '{}'".format(TABLE, "x"))
    op.execute("UPDATE {table} SET c = {n!r}".format(table=TABLE, n="q"))
    op.execute(f"UPDATE {TABLE} SET d = {VALUES['b']:03d}")
    op.execute("UPDATE " + TABLE + " SET e = " + str(VALUES["a"]))
    op.execute("UPDATE %(t)s SET f = %(v)s" % {"t": TABLE, "v": 1})


def downgrade():
    op.execute("DELETE FROM %s" % TABLE)
