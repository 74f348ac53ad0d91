"""Track leave request approver

Revision ID: f15e8c2a94b7
Revises: 4bd7039ce6f2
Create Date: 2026-10-09 16:20:11
"""
from alembic import op
import sqlalchemy as sa

revision = "f15e8c2a94b7"
down_revision = "4bd7039ce6f2"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("leave_requests", sa.Column("approver_id", sa.Integer(), nullable=True))
    op.create_foreign_key(
        "fk_leave_requests_approver", "leave_requests", "employees", ["approver_id"], ["id"]
    )


def downgrade():
    op.drop_constraint("fk_leave_requests_approver", "leave_requests", type_="foreignkey")
    op.drop_column("leave_requests", "approver_id")
