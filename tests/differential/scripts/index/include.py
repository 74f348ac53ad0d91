"""include"""

from alembic import op

revision = "1230615126d5"
down_revision = None


def upgrade():
    op.create_index("ix", "t", ["a"], postgresql_include=["b", "C"])


def downgrade():
    op.drop_index("ix", table_name="t", postgresql_include=["b", "C"])
