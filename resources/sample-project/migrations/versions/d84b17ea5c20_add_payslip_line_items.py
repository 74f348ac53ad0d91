"""Add payslip line items

Revision ID: d84b17ea5c20
Revises: 2e9f60c3b7d1
Create Date: 2026-10-13 10:29:58
"""
from alembic import op
import sqlalchemy as sa

revision = "d84b17ea5c20"
down_revision = "2e9f60c3b7d1"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "payslip_lines",
        sa.Column("payslip_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("amount", sa.Numeric(precision=12, scale=2), nullable=False),
        sa.ForeignKeyConstraint(["payslip_id"], ["payslips.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("payslip_id", "position"),
    )


def downgrade():
    op.drop_table("payslip_lines")
