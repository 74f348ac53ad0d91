"""where string"""

from alembic import op

revision = "84613a350437"
down_revision = None


def upgrade():
    op.create_index("ix", "t", ["a"], postgresql_where="a % 2 = 0")


def downgrade():
    op.drop_index("ix", table_name="t", postgresql_where="a % 2 = 0")
