"""Merge recruiting into main

Revision ID: e7a4c1f09b32
Revises: 51d8b3e9a270, b06e92c7d418
Create Date: 2026-11-19 09:31:55
"""
revision = "e7a4c1f09b32"
down_revision = ("51d8b3e9a270", "b06e92c7d418")
branch_labels = None
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
