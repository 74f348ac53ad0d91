"""Create positions

Revision ID: 5a8f1d7c40be
Revises: b7390ec2d6f1
Create Date: 2026-08-19 08:55:40
"""
from alembic import op
import sqlalchemy as sa

revision = "5a8f1d7c40be"
down_revision = "b7390ec2d6f1"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "positions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("grade", sa.SmallInteger(), server_default="1", nullable=False),
        sa.CheckConstraint("grade BETWEEN 1 AND 12", name="ck_positions_grade"),
        sa.PrimaryKeyConstraint("id"),
    )


def downgrade():
    op.drop_table("positions")
