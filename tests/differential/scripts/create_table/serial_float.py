"""serial float"""

from alembic import op
import sqlalchemy as sa

revision = "692525fe3534"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("id", sa.Float(), primary_key=True))


def downgrade():
    op.drop_table("t")
