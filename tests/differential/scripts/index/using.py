"""using"""

from alembic import op

revision = "318beb350437"
down_revision = None


def upgrade():
    op.create_index("ix", "t", ["a"], postgresql_using="gin")
    op.create_index("ix2", "t", ["a"], postgresql_using="BRIN")


def downgrade():
    op.drop_index("ix2", table_name="t", postgresql_using="brin")
    op.drop_index("ix", table_name="t", postgresql_using="gin")
