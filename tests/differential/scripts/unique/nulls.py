"""NULLS [NOT] DISTINCT."""
from alembic import op
import sqlalchemy as sa

revision = "nulls"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_unique_constraint("u1", "t", ["a"], postgresql_nulls_not_distinct=True)
    op.create_unique_constraint("u2", "t", ["a"], postgresql_nulls_not_distinct=False)
    op.create_unique_constraint("u3", "t", ["a"], postgresql_nulls_not_distinct=None)
