"""tablespace"""

from alembic import op
import sqlalchemy as sa

revision = "f5336c0375d5"
down_revision = None


def upgrade():
    op.create_index("ix", "t", ["a"], postgresql_tablespace="Fast", postgresql_where=sa.text("a > 0"))


def downgrade():
    op.drop_index("ix", table_name="t")
