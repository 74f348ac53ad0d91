"""tablespace"""

from alembic import op
import sqlalchemy as sa

revision = "f5336c0375d5"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("id", sa.Integer()), postgresql_tablespace="Fast Disk")


def downgrade():
    op.drop_table("t")
