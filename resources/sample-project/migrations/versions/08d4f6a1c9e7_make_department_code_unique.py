"""Make department code unique

Revision ID: 08d4f6a1c9e7
Revises: 6f1b93e50da2
Create Date: 2026-08-04 09:20:33
"""
from alembic import op

revision = "08d4f6a1c9e7"
down_revision = "6f1b93e50da2"
branch_labels = None
depends_on = None


def upgrade():
    op.create_unique_constraint("uq_departments_code", "departments", ["code"])


def downgrade():
    op.drop_constraint("uq_departments_code", "departments", type_="unique")
