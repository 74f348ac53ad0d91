"""autocommit block"""

from alembic import op

revision = "839804fe4ffb"
down_revision = None


def upgrade():
    op.execute("SELECT 1")
    with op.get_context().autocommit_block():
        op.execute("ALTER TYPE x ADD VALUE 'y'")
        op.execute("VACUUM t")
    op.execute("SELECT 2")


def downgrade():
    with op.get_context().autocommit_block():
        op.execute("VACUUM t")
    with op.get_context().autocommit_block():
        op.execute("VACUUM u")
