"""loop over items"""

from alembic import op

revision = "6b44e8910783"
down_revision = None

COLUMNS = {"a": 1, "b": 2}


def upgrade():
    for name, value in COLUMNS.items():
        op.execute(f"UPDATE t SET {name} = {value}")
    for index, name in enumerate(COLUMNS):
        op.execute("SELECT %d, '%s'" % (index, name))
    for a, b in zip([1, 2], ["x", "y"]):
        op.execute(f"SELECT {a}, '{b}'")
    for i in range(1, 4):
        op.execute(f"SELECT {i}")


def downgrade():
    for name in sorted(COLUMNS, reverse=True):
        op.execute("UPDATE t SET " + name + " = NULL")
