"""tuple unpacking"""

from alembic import op

revision = "794c63350437"
down_revision = None


def upgrade():
    a, b = "x", "y"
    (c, d), *rest = ("p", "q"), 1, 2
    op.execute(f"SELECT '{a}', '{b}', '{c}', '{d}', {rest[0]}, {len(rest)}")
    a, b = b, a
    op.execute(f"SELECT '{a}'")


def downgrade():
    pass
