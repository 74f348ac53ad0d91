"""Create departments

Revision ID: 3b91d6f0a8c4
Revises: 0a4e7c19d2b5
Create Date: 2026-06-09 15:40:02
"""
from alembic import op
import sqlalchemy as sa

revision = "3b91d6f0a8c4"
down_revision = "0a4e7c19d2b5"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "departments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def downgrade():
    op.drop_table("departments")
