"""postgresql enum"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "fc1ad74ab55d"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", postgresql.ENUM("x", "y", name="xy")), sa.Column("b", postgresql.ENUM("p", "q", name="pq", create_type=False)))


def downgrade():
    op.drop_table("t")
