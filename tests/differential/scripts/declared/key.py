"""Whether a declared number counts up is not declared."""
from alembic import op
import sqlalchemy as sa
import projecttypes
revision = "key"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table("counted", sa.Column("id", projecttypes.Counter(), primary_key=True))
