"""conditions"""

from alembic import op

revision = "5c6e45f4b883"
down_revision = None

FLAG = True
NAMES = ("a", "b")


def upgrade():
    if FLAG and len(NAMES) == 2:
        op.execute("SELECT 'both'")
    elif not FLAG:
        op.execute("SELECT 'no'")
    else:
        op.execute("SELECT 'else'")
    if "a" in NAMES and "z" not in NAMES:
        op.execute("SELECT 'in'")
    op.execute("SELECT 'x'" if NAMES[0] == "a" else "SELECT 'y'")


def downgrade():
    if not NAMES:
        op.execute("SELECT 1")
