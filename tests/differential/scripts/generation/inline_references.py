"""inline references"""

from alembic import op
import sqlalchemy as sa

revision = "194613617f83"
down_revision = None


def upgrade():
    op.add_column("t", sa.Column("a", sa.Integer(), sa.ForeignKey("s.o.id", name="fk", ondelete="CASCADE", deferrable=True)), inline_references=True)


def downgrade():
    op.add_column("t", sa.Column("id", sa.Integer(), primary_key=True), inline_primary_key=True)
