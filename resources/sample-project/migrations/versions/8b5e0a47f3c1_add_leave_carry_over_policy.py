"""Add leave carry-over policy

Revision ID: 8b5e0a47f3c1
Revises: a91c2e7f0b64
Create Date: 2026-11-03 14:35:50
"""
from alembic import op
import sqlalchemy as sa

revision = "8b5e0a47f3c1"
down_revision = "a91c2e7f0b64"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "leave_policies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("carry_over_days", sa.SmallInteger(), server_default="5", nullable=False),
        sa.CheckConstraint("carry_over_days >= 0", name="ck_leave_policies_carry_over"),
        sa.ForeignKeyConstraint(["department_id"], ["departments.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("department_id", name="uq_leave_policies_department"),
    )
    candidate_stage = sa.Enum("applied", "interview", "hired", name="candidate_stage")
    op.create_table(
        "candidates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("stage", candidate_stage, server_default="applied", nullable=False),
        sa.Column("applied_on", sa.Date(), server_default=sa.text("CURRENT_DATE"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def downgrade():
    op.drop_table("candidates")
    op.execute("DROP TYPE candidate_stage")
    op.drop_table("leave_policies")
