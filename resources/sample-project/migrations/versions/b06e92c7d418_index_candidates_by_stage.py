"""Index candidates by stage

Revision ID: b06e92c7d418
Revises: 7d20f4b8c19e
Create Date: 2026-11-17 15:44:36
"""
from alembic import op

revision = "b06e92c7d418"
down_revision = "7d20f4b8c19e"
branch_labels = None
depends_on = None


def upgrade():
    op.create_index("ix_candidates_stage", "candidates", ["stage", "applied_on"])


def downgrade():
    op.drop_index("ix_candidates_stage", table_name="candidates")
