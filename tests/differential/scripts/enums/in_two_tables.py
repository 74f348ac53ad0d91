"""in two tables"""

from alembic import op
import sqlalchemy as sa

revision = "8ac10e9a7f83"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", sa.Enum("x", "y", name="xy")))
    op.create_table("u", sa.Column("a", sa.Enum("x", "y", name="xy")))


def downgrade():
    op.drop_table("u")
    op.drop_table("t")
