"""Store user time zone

Revision ID: d2c705ae8f34
Revises: c5d20e8f17a6
Create Date: 2026-07-21 11:32:09
"""
from alembic import op
import sqlalchemy as sa

revision = "d2c705ae8f34"
down_revision = "c5d20e8f17a6"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("users", sa.Column("time_zone", sa.String(length=64), server_default="UTC", nullable=False))


def downgrade():
    op.drop_column("users", "time_zone")
