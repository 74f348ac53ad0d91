"""native with constraint flag"""

from alembic import op
import sqlalchemy as sa

revision = "72c58a1a0737"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", sa.Enum("x", name="e", create_constraint=True, validate_strings=True)))


def downgrade():
    op.drop_table("t")
