"""variant reversed"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "9e9b2d315e24"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", sa.Text().with_variant(postgresql.INET(), "postgresql")))


def downgrade():
    op.drop_table("t")
