"""loop over constants"""

from alembic import op
import sqlalchemy as sa

revision = "f01e911dde83"
down_revision = None

TABLES = ["x", "y"]


def upgrade():
    for table in TABLES:
        op.add_column(table, sa.Column("at", sa.DateTime()))


def downgrade():
    for table in reversed(TABLES):
        op.drop_column(table, "at")
