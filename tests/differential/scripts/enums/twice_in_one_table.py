"""twice in one table"""

from alembic import op
import sqlalchemy as sa

revision = "ac8a79fbaed5"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", sa.Enum("x", "y", name="xy")), sa.Column("b", sa.Enum("x", "y", name="xy")), sa.Column("c", sa.Enum("x", "y", name="xy", schema="s")))


def downgrade():
    op.drop_table("t")
