"""in quoted schema"""

from alembic import op
import sqlalchemy as sa

revision = "cb5f7caa7911"
down_revision = None


def upgrade():
    op.create_table("Audit", sa.Column("ID", sa.Integer(), primary_key=True), schema="Meta Data")


def downgrade():
    op.drop_table("Audit", schema="Meta Data")
