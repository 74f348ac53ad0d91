"""schema"""

from alembic import op

revision = "cb5f7caa7911"
down_revision = None


def upgrade():
    op.rename_table("A", "order", schema="S.x")


def downgrade():
    op.rename_table("order", "A", schema="S.x")
