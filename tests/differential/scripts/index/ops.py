"""ops"""

from alembic import op

revision = "eedc9ae81a83"
down_revision = None


def upgrade():
    op.create_index("ix", "t", ["a", "b"], postgresql_using="gin", postgresql_ops={"a": "gin_trgm_ops"})


def downgrade():
    op.drop_index("ix", table_name="t", postgresql_using="gin", postgresql_ops={"a": "gin_trgm_ops"})
