"""project type"""

from alembic import op
import sqlalchemy as sa

revision = "8d8269c972d5"
down_revision = None

from app.types import Money


def upgrade():
    op.add_column("t", sa.Column("a", Money()))


def downgrade():
    op.drop_column("t", "a")
