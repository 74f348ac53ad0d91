"""Backfill employee work email

Revision ID: 51d8b3e9a270
Revises: 3fa91c60d7be
Create Date: 2026-11-18 10:26:03
"""
from alembic import op

revision = "51d8b3e9a270"
down_revision = "3fa91c60d7be"
branch_labels = None
depends_on = None


def upgrade():
    for column in ("first_name", "last_name"):
        op.execute(f"UPDATE employees SET {column} = btrim({column}) WHERE {column} <> btrim({column})")
    op.execute(
        """
        UPDATE employees
           SET work_email = lower(coalesce(login, first_name || '.' || last_name || '.' || id)) || '@example.org'
         WHERE work_email IS NULL
        """
    )


def downgrade():
    op.execute("UPDATE employees SET work_email = NULL")
