"""partition by"""

from alembic import op
import sqlalchemy as sa

revision = "267b3b7d46a9"
down_revision = None


def upgrade():
    op.create_table("m", sa.Column("id", sa.Integer(), nullable=False), sa.Column("at", sa.Date(), nullable=False), postgresql_partition_by="RANGE (at)")


def downgrade():
    op.drop_table("m")
