"""table multi line"""

from alembic import op

revision = "5200d7c610d5"
down_revision = None


def upgrade():
    op.create_table_comment("t", "first\n\tsecond")


def downgrade():
    op.drop_table_comment("t")
