"""tuple of columns"""

from alembic import op

revision = "122b9e92b883"
down_revision = None


def upgrade():
    op.create_index("ix", "t", ("a", "b"))


def downgrade():
    op.drop_index(index_name="ix", table_name="t")
