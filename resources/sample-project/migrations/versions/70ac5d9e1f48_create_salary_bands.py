"""Create salary bands

Revision ID: 70ac5d9e1f48
Revises: a3c80d5f7e19
Create Date: 2026-09-29 11:03:37
"""
from alembic import op
import sqlalchemy as sa

revision = "70ac5d9e1f48"
down_revision = "a3c80d5f7e19"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "salary_bands",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position_id", sa.Integer(), nullable=False),
        sa.Column("minimum", sa.Numeric(precision=12, scale=2), nullable=False),
        sa.Column("maximum", sa.Numeric(precision=12, scale=2), nullable=False),
        sa.CheckConstraint("maximum >= minimum", name="ck_salary_bands_range"),
        sa.ForeignKeyConstraint(["position_id"], ["positions.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )


def downgrade():
    op.drop_table("salary_bands")
