"""What a declared type makes of a value is its own."""
from alembic import op
import sqlalchemy as sa
import projecttypes
revision = "value"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.bulk_insert(sa.table("price", sa.column("amount", projecttypes.Money())), [{"amount": 1}])
