"""where text"""

from alembic import op
import sqlalchemy as sa

revision = "d727e9031c34"
down_revision = None


def upgrade():
    op.create_index("ix", "t", ["a"], unique=True, postgresql_where=sa.text("deleted_at IS NULL"))


def downgrade():
    op.drop_index("ix", table_name="t", postgresql_where=sa.text("deleted_at IS NULL"))
