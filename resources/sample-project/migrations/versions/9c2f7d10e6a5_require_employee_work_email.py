"""Require employee work email

Revision ID: 9c2f7d10e6a5
Revises: e7a4c1f09b32
Create Date: 2026-11-19 16:04:11
"""
from alembic import op
import sqlalchemy as sa

revision = "9c2f7d10e6a5"
down_revision = "e7a4c1f09b32"
branch_labels = None
depends_on = None


def upgrade():
    op.drop_index("ix_employees_login", table_name="employees")
    op.alter_column(
        "employees",
        "work_email",
        existing_type=sa.String(length=254),
        nullable=False,
    )
    op.create_unique_constraint("uq_employees_work_email", "employees", ["work_email"])


def downgrade():
    op.drop_constraint("uq_employees_work_email", "employees", type_="unique")
    op.alter_column(
        "employees",
        "work_email",
        existing_type=sa.String(length=254),
        nullable=True,
    )
    op.create_index("ix_employees_login", "employees", ["login"])
