"""partitions"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "5c6e45f4b883"
down_revision = None


def upgrade():
    op.create_table("event", sa.Column("id", sa.BigInteger(), nullable=False), sa.Column("at", sa.DateTime(timezone=True), nullable=False), sa.Column("payload", postgresql.JSONB()), sa.PrimaryKeyConstraint("id", "at"), postgresql_partition_by="RANGE (at)")
    for year in range(2023, 2026):
        op.execute(f"CREATE TABLE event_{year} PARTITION OF event FOR VALUES FROM ('{year}-01-01') TO ('{year + 1}-01-01')")


def downgrade():
    op.drop_table("event")
