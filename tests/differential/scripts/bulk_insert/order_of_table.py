"""order of table"""

from alembic import op
import sqlalchemy as sa

revision = "ac8a79fbaed5"
down_revision = None


def upgrade():
    t = sa.table("t", sa.column("a", sa.Integer()), sa.column("B", sa.String()), sa.column("order", sa.Integer()))
    op.bulk_insert(t, [{"order": 1, "B": "x", "a": 2}, {"B": "y"}, {"a": None, "B": None}])


def downgrade():
    pass
