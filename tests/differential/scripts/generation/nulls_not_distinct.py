"""nulls not distinct"""

from alembic import op

revision = "a16b08409734"
down_revision = None


def upgrade():
    op.create_index("ix", "t", ["a"], unique=True, postgresql_nulls_not_distinct=True)
    op.create_index("ix2", "t", ["a"], unique=True, postgresql_nulls_not_distinct=False)
    op.create_unique_constraint("uq", "t", ["a"], postgresql_nulls_not_distinct=True)


def downgrade():
    op.drop_index("ix", table_name="t")
