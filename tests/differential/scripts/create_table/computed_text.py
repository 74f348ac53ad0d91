"""computed text"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "2627e9031c34"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("tsv", postgresql.TSVECTOR(), sa.Computed(sa.text("to_tsvector('english', body)"), persisted=True), nullable=True))


def downgrade():
    op.drop_table("t")
