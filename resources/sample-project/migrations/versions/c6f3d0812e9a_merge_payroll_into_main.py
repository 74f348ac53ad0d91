"""Merge payroll into main

Revision ID: c6f3d0812e9a
Revises: f15e8c2a94b7, d84b17ea5c20
Create Date: 2026-10-14 12:00:06
"""
revision = "c6f3d0812e9a"
down_revision = ("f15e8c2a94b7", "d84b17ea5c20")
branch_labels = None
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
