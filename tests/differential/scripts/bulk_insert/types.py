"""types"""

from alembic import op
import sqlalchemy as sa

revision = "52b0dc5e7f83"
down_revision = None


def upgrade():
    t = sa.table("t", sa.column("a", sa.Boolean), sa.column("b", sa.Float), sa.column("c", sa.Numeric(5, 2)), sa.column("d", sa.Text), sa.column("e", sa.BigInteger), sa.column("f", sa.Enum("x", "y", name="xy")), sa.column("g", sa.LargeBinary))
    op.bulk_insert(t, [{"a": True, "b": 1.5, "c": 2, "d": "x\ny", "e": 12345678901, "f": "x"}, {"a": False, "b": 1e20, "c": 0.1, "d": "back\\slash", "e": -1, "f": None}, {"a": 1, "b": 3, "c": None, "g": b"abc"}])


def downgrade():
    pass
