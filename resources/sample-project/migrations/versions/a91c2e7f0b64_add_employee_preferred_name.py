"""Add employee preferred name

Revision ID: a91c2e7f0b64
Revises: c6f3d0812e9a
Create Date: 2026-10-21 09:47:25
"""
from alembic import op
import sqlalchemy as sa

revision = "a91c2e7f0b64"
down_revision = "c6f3d0812e9a"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("employees", sa.Column("preferred_name", sa.String(length=120), nullable=True))


def downgrade():
    op.drop_column("employees", "preferred_name")
