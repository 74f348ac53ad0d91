"""literal column"""

from alembic import op
import sqlalchemy as sa

revision = "3111e48ba70e"
down_revision = None


def upgrade():
    op.create_index("ix", "t", [sa.literal_column("a || b")])


def downgrade():
    op.drop_index("ix", table_name="t")
