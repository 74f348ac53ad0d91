"""Create leave requests

Revision ID: 96e2b1f7a0d3
Revises: a3c80d5f7e19
Create Date: 2026-09-22 09:36:12
"""
from alembic import op
import sqlalchemy as sa

revision = "96e2b1f7a0d3"
down_revision = "a3c80d5f7e19"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "leave_requests",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=20), server_default="requested", nullable=False),
        sa.CheckConstraint("ends_on >= starts_on", name="ck_leave_requests_range"),
        sa.ForeignKeyConstraint(["employee_id"], ["employees.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_leave_requests_open",
        "leave_requests",
        ["employee_id", "starts_on"],
        postgresql_where=sa.text("status = 'requested'"),
    )


def downgrade():
    op.drop_index("ix_leave_requests_open", table_name="leave_requests")
    op.drop_table("leave_requests")
