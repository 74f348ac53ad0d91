"""operator expression"""

from alembic import op
import sqlalchemy as sa

revision = "94cc7633090e"
down_revision = None


def upgrade():
    op.create_index("ix", "t", [sa.column("a") + 1, sa.column("b").op("->>")("x"), sa.column("c") * sa.column("d")])


def downgrade():
    op.drop_index("ix", table_name="t")
