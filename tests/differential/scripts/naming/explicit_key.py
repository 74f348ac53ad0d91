"""PrimaryKeyConstraint, named and not."""
from alembic import op
import sqlalchemy as sa

revision = "explicit_key"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table("a", sa.Column("x", sa.Integer()), sa.Column("y", sa.Integer()), sa.PrimaryKeyConstraint("x", "y"))
    op.create_table("b", sa.Column("x", sa.Integer()), sa.PrimaryKeyConstraint("x", name="mine"))
    op.create_table("c", sa.Column("x", sa.Integer()), sa.PrimaryKeyConstraint("x", name=op.f("final")))
    op.create_table("d", sa.Column("x", sa.Integer()), sa.Index(None, "x"), sa.Index("i", "x"))
