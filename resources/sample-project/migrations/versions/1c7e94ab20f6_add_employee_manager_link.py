"""Add employee manager link

Revision ID: 1c7e94ab20f6
Revises: e02d6f9b3a58
Create Date: 2026-09-08 10:41:29
"""
from alembic import op
import sqlalchemy as sa

revision = "1c7e94ab20f6"
down_revision = "e02d6f9b3a58"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("employees", sa.Column("manager_id", sa.Integer(), nullable=True))
    op.create_foreign_key("fk_employees_manager", "employees", "employees", ["manager_id"], ["id"])


def downgrade():
    op.drop_constraint("fk_employees_manager", "employees", type_="foreignkey")
    op.drop_column("employees", "manager_id")
