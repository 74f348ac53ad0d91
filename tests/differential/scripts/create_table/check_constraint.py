"""check constraint"""

from alembic import op
import sqlalchemy as sa

revision = "92f282063234"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", sa.Integer()), sa.CheckConstraint("a > 0"), sa.CheckConstraint("a % 2 = 0", name="even"), sa.CheckConstraint(sa.text("a < 100"), name="small"))


def downgrade():
    op.drop_table("t")
