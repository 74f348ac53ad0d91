"""table in schema"""

from alembic import op

revision = "cb5f7caa7911"
down_revision = None


def upgrade():
    op.create_table_comment("T", "back\\slash", schema="S.t")


def downgrade():
    op.drop_table_comment("T", schema="S.t")
