"""other dialects options"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "336e45f4b883"
down_revision = None


def upgrade():
    op.drop_column("t", "a", mssql_drop_default=True, mssql_drop_check=True)


def downgrade():
    op.add_column("t", sa.Column("a", postgresql.TIMESTAMP(), autoincrement=False, nullable=True))
