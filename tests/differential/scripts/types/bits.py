"""bits"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "43cde1a8de83"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", postgresql.BIT(3)), sa.Column("b", postgresql.BIT()), sa.Column("c", postgresql.BIT(length=5, varying=True)), sa.Column("d", postgresql.BIT(varying=True)))


def downgrade():
    op.drop_table("t")
