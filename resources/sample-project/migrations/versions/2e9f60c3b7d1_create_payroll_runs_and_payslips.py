"""Create payroll runs and payslips

Revision ID: 2e9f60c3b7d1
Revises: 70ac5d9e1f48
Create Date: 2026-10-06 09:12:30
"""
from alembic import op
import sqlalchemy as sa

revision = "2e9f60c3b7d1"
down_revision = "70ac5d9e1f48"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "payroll_runs",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("period", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("draft", "approved", "paid", name="payroll_state"),
            server_default="draft",
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("period", name="uq_payroll_runs_period"),
    )
    op.create_table(
        "payslips",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("payroll_run_id", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("net", sa.Numeric(precision=12, scale=2), nullable=False),
        sa.ForeignKeyConstraint(["payroll_run_id"], ["payroll_runs.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["employee_id"], ["employees.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_payslips_employee_id", "payslips", ["employee_id"])


def downgrade():
    op.drop_index("ix_payslips_employee_id", table_name="payslips")
    op.drop_table("payslips")
    op.drop_table("payroll_runs")
    op.execute("DROP TYPE payroll_state")
