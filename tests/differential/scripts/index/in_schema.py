"""in schema"""

from alembic import op

revision = "cb5f7caa7911"
down_revision = None


def upgrade():
    op.create_index("Ix", "T", ["a"], schema="My.Schema")


def downgrade():
    op.drop_index("Ix", table_name="T", schema="My.Schema")
