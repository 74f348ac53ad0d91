"""fetched value"""

from alembic import op
import sqlalchemy as sa

revision = "d3a72e2ce7d5"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", sa.Integer(), server_default=sa.FetchedValue()), sa.Column("b", sa.Integer(), server_default=sa.text("0")))


def downgrade():
    op.drop_table("t")
