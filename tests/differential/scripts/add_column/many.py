"""many"""

from alembic import op
import sqlalchemy as sa

revision = "3b9b179392a9"
down_revision = None


def upgrade():
    op.add_column("t", sa.Column("a", sa.Integer()))
    op.add_column("t", sa.Column("b", sa.Integer()))
    op.add_column("u", sa.Column("a", sa.Integer()))


def downgrade():
    op.drop_column("u", "a")
    op.drop_column("t", "b")
    op.drop_column("t", "a")
