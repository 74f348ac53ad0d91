"""table"""

from alembic import op

revision = "7c8a79fbaed5"
down_revision = None


def upgrade():
    op.create_table_comment("t", "it's 100%", existing_comment=None, schema=None)


def downgrade():
    op.drop_table_comment("t", existing_comment="it's 100%", schema=None)
