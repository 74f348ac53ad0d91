"""comment in schema"""

from alembic import op
import sqlalchemy as sa

revision = "cb5f7caa7911"
down_revision = None


def upgrade():
    op.create_table("T", sa.Column("X", sa.Integer(), comment="x"), sa.Column("y", sa.Integer(), comment=""), comment="c", schema="S")


def downgrade():
    op.drop_table("T", schema="S")
