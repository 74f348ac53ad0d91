"""Referred columns are found only between two tables; a key that is not there is empty."""
from alembic import op
import sqlalchemy as sa

revision = "tables"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_foreign_key(None, "person", "town", ["town"], ["id"])
    op.create_unique_constraint(None, "person", ["only"])
    op.create_unique_constraint(None, "person", ["first", "second"])
