"""add value autocommit"""

from alembic import op

revision = "745a9f69bd34"
down_revision = None


def upgrade():
    with op.get_context().autocommit_block():
        op.execute("ALTER TYPE mood ADD VALUE 'fine'")


def downgrade():
    pass
