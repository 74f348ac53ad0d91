"""Add candidate stage "Offer"

Revision ID: 7d20f4b8c19e
Revises: 8b5e0a47f3c1
Create Date: 2026-11-16 09:05:13
"""
from alembic import op

revision = "7d20f4b8c19e"
down_revision = "8b5e0a47f3c1"
branch_labels = None
depends_on = None


def upgrade():
    op.execute("ALTER TYPE candidate_stage ADD VALUE IF NOT EXISTS 'offer' AFTER 'interview'")


def downgrade():
    # PostgreSQL cannot drop a value of an enum: candidates with an offer go back to their interview.
    op.execute("UPDATE candidates SET stage = 'interview' WHERE stage = 'offer'")
    op.execute("ALTER TABLE candidates ALTER COLUMN stage DROP DEFAULT")
    op.execute("ALTER TYPE candidate_stage RENAME TO candidate_stage_old")
    op.execute("CREATE TYPE candidate_stage AS ENUM ('applied', 'interview', 'hired')")
    op.execute(
        "ALTER TABLE candidates ALTER COLUMN stage TYPE candidate_stage"
        " USING stage::text::candidate_stage"
    )
    op.execute("ALTER TABLE candidates ALTER COLUMN stage SET DEFAULT 'applied'")
    op.execute("DROP TYPE candidate_stage_old")
