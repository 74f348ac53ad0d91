"""context autocommit"""

from alembic import op

revision = "745a9f69bd34"
down_revision = None

from alembic import context


def upgrade():
    with context.get_context().autocommit_block():
        op.execute("VACUUM")


def downgrade():
    pass
