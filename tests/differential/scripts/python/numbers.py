"""numbers"""

from alembic import op

revision = "a4918bf17c83"
down_revision = None

N = 2


def upgrade():
    op.execute("SELECT %d, %s, %s, %s" % (N ** 3, N / 4, 7 // 2, -N))
    op.execute(f"SELECT {0x1f}, {1_000}, {1e3}, {True}, {None}, {round(2.567, 1)}, {max(1, N)}, {abs(-3)}")


def downgrade():
    pass
