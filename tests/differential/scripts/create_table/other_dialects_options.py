"""other dialects options"""

from alembic import op
import sqlalchemy as sa

revision = "336e45f4b883"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("id", sa.Integer(), primary_key=True), mysql_engine="InnoDB", mysql_charset="utf8mb4", sqlite_autoincrement=True)


def downgrade():
    op.drop_table("t")
