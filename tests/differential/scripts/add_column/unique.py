"""unique"""

from alembic import op
import sqlalchemy as sa

revision = "0f0216a1e7d5"
down_revision = None


def upgrade():
    op.add_column("t", sa.Column("a", sa.Integer(), unique=True))


def downgrade():
    op.drop_column("t", "a")
