"""index"""

from alembic import op
import sqlalchemy as sa

revision = "4b44a427dff8"
down_revision = None


def upgrade():
    op.add_column("t", sa.Column("a", sa.Integer(), index=True), schema="s")
    op.add_column("t", sa.Column("b", sa.Integer(), index=True, unique=True))


def downgrade():
    op.drop_column("t", "b")
    op.drop_column("t", "a", schema="s")
