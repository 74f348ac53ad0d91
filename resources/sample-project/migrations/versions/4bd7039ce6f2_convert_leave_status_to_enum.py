"""Convert leave status to enum

Revision ID: 4bd7039ce6f2
Revises: 96e2b1f7a0d3
Create Date: 2026-09-30 15:58:44
"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "4bd7039ce6f2"
down_revision = "96e2b1f7a0d3"
branch_labels = None
depends_on = None

leave_status = postgresql.ENUM("requested", "approved", "rejected", name="leave_status", create_type=False)


def upgrade():
    leave_status.create(op.get_bind(), checkfirst=True)
    op.drop_index("ix_leave_requests_open", table_name="leave_requests")
    op.alter_column("leave_requests", "status", server_default=None)
    op.alter_column(
        "leave_requests",
        "status",
        existing_type=sa.String(length=20),
        type_=leave_status,
        existing_nullable=False,
        postgresql_using="status::leave_status",
    )
    op.alter_column("leave_requests", "status", server_default="requested")
    op.create_index(
        "ix_leave_requests_open",
        "leave_requests",
        ["employee_id", "starts_on"],
        postgresql_where=sa.text("status = 'requested'"),
    )


def downgrade():
    op.drop_index("ix_leave_requests_open", table_name="leave_requests")
    op.alter_column("leave_requests", "status", server_default=None)
    op.alter_column(
        "leave_requests",
        "status",
        existing_type=leave_status,
        type_=sa.String(length=20),
        existing_nullable=False,
        postgresql_using="status::text",
    )
    op.alter_column("leave_requests", "status", server_default="requested")
    op.create_index(
        "ix_leave_requests_open",
        "leave_requests",
        ["employee_id", "starts_on"],
        postgresql_where=sa.text("status = 'requested'"),
    )
    leave_status.drop(op.get_bind(), checkfirst=True)
