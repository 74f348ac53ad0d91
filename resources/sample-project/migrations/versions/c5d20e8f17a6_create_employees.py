"""Create employees

Revision ID: c5d20e8f17a6
Revises: 3b91d6f0a8c4
Create Date: 2026-06-23 10:05:47
"""
from alembic import op
import sqlalchemy as sa

revision = "c5d20e8f17a6"
down_revision = "3b91d6f0a8c4"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "employees",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_name", sa.String(length=120), nullable=False),
        sa.Column("last_name", sa.String(length=120), nullable=False),
        sa.Column("job_title", sa.String(length=120), nullable=True),
        sa.Column("login", sa.String(length=120), nullable=True),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("hired_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["department_id"], ["departments.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_employees_login", "employees", ["login"])


def downgrade():
    op.drop_index("ix_employees_login", table_name="employees")
    op.drop_table("employees")
