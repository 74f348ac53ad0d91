"""Rename job_title to position_title

Revision ID: e02d6f9b3a58
Revises: 5a8f1d7c40be
Create Date: 2026-08-27 17:11:05
"""
from alembic import op

revision = "e02d6f9b3a58"
down_revision = "5a8f1d7c40be"
branch_labels = None
depends_on = None


def upgrade():
    op.alter_column("employees", "job_title", new_column_name="position_title")


def downgrade():
    op.alter_column("employees", "position_title", new_column_name="job_title")
