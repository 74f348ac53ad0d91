"""in schema"""

from alembic import op
import sqlalchemy as sa

revision = "cb5f7caa7911"
down_revision = None


def upgrade():
    op.add_column("T", sa.Column("A", sa.String(5)), schema="My.Schema")


def downgrade():
    op.drop_column("T", "A", schema="My.Schema")
