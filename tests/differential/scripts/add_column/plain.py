"""plain"""

from alembic import op
import sqlalchemy as sa

revision = "57f484d0e30e"
down_revision = None


def upgrade():
    op.add_column("t", sa.Column("a", sa.Integer(), nullable=True))


def downgrade():
    op.drop_column("t", "a")
