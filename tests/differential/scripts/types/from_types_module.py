"""Types by their module"""
from alembic import op
from sqlalchemy import Column, Integer, String, types
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, UUID
from sqlalchemy.types import DateTime, Text

revision = "c0ffee000001"
down_revision = None


def upgrade():
    op.create_table("t", Column("id", Integer, primary_key=True), Column("a", String(4)), Column("b", types.Boolean()), Column("c", JSONB), Column("d", UUID(as_uuid=True)), Column("e", ARRAY(Text)), Column("f", DateTime(timezone=True)))


def downgrade():
    op.drop_table("t")
