"""Add audit log

Revision ID: 6f1b93e50da2
Revises: d2c705ae8f34
Create Date: 2026-07-29 16:48:51
"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "6f1b93e50da2"
down_revision = "d2c705ae8f34"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "audit_log",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column(
            "payload",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'::jsonb"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["actor_id"], ["users.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
        comment="Who changed what, and when",
    )
    op.create_index("ix_audit_log_payload", "audit_log", ["payload"], postgresql_using="gin")


def downgrade():
    op.drop_index("ix_audit_log_payload", table_name="audit_log")
    op.drop_table("audit_log")
