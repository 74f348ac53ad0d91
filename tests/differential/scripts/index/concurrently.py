"""concurrently"""

from alembic import op

revision = "9f4c61c330a9"
down_revision = None


def upgrade():
    with op.get_context().autocommit_block():
        op.create_index("ix", "t", ["a"], postgresql_concurrently=True)


def downgrade():
    with op.get_context().autocommit_block():
        op.drop_index("ix", table_name="t", postgresql_concurrently=True)
