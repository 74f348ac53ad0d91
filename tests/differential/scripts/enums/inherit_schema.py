"""inherit schema"""

from alembic import op
import sqlalchemy as sa

revision = "cb5f7caa7911"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", sa.Enum("x", name="e", inherit_schema=True)), sa.Column("b", sa.Enum("x", name="e2", schema="other")), schema="s")


def downgrade():
    op.drop_table("t", schema="s")
