"""Add department cost centre

Revision ID: b7390ec2d6f1
Revises: 08d4f6a1c9e7
Create Date: 2026-08-12 14:02:18
"""
from alembic import op
import sqlalchemy as sa

revision = "b7390ec2d6f1"
down_revision = "08d4f6a1c9e7"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("departments", schema=None) as batch_op:
        batch_op.add_column(sa.Column("cost_centre", sa.String(length=32), nullable=True))


def downgrade():
    with op.batch_alter_table("departments", schema=None) as batch_op:
        batch_op.drop_column("cost_centre")
