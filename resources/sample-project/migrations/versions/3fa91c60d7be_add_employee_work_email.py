"""Add employee work email

Revision ID: 3fa91c60d7be
Revises: 8b5e0a47f3c1
Create Date: 2026-11-16 11:18:42
"""
from alembic import op
import sqlalchemy as sa

revision = "3fa91c60d7be"
down_revision = "8b5e0a47f3c1"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("employees", sa.Column("work_email", sa.String(length=254), nullable=True))


def downgrade():
    op.drop_column("employees", "work_email")
