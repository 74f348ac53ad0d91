"""concurrently outside a block"""

from alembic import op

revision = "839804fe4ffb"
down_revision = None


def upgrade():
    op.execute("COMMIT")
    op.create_index("ix", "t", ["a"], postgresql_concurrently=True)


def downgrade():
    op.drop_index("ix", table_name="t", postgresql_concurrently=True)
