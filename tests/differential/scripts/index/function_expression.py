"""function expression"""

from alembic import op
import sqlalchemy as sa

revision = "94cc7633090e"
down_revision = None


def upgrade():
    op.create_index("ix", "t", [sa.func.lower(sa.column("Name"))])
    op.create_index("ix2", "t", [sa.func.coalesce(sa.column("a"), "x"), sa.func.date_trunc("day", sa.column("at"))])


def downgrade():
    op.drop_index("ix2")
    op.drop_index("ix")
