"""Index employees by manager

Revision ID: a3c80d5f7e19
Revises: 1c7e94ab20f6
Create Date: 2026-09-11 13:27:54
"""
from alembic import op

revision = "a3c80d5f7e19"
down_revision = "1c7e94ab20f6"
branch_labels = None
depends_on = None


def upgrade():
    op.create_index(op.f("ix_employees_manager_id"), "employees", ["manager_id"], unique=False)


def downgrade():
    op.drop_index(op.f("ix_employees_manager_id"), table_name="employees")
