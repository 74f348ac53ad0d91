"""identity always"""

from alembic import op
import sqlalchemy as sa

revision = "6f51ae815383"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("id", sa.BigInteger(), sa.Identity(always=True, start=10, increment=5), primary_key=True))


def downgrade():
    op.drop_table("t")
