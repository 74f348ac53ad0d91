"""uuid"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "c59a117a2224"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", postgresql.UUID()), sa.Column("b", postgresql.UUID(as_uuid=True), primary_key=True), sa.Column("c", postgresql.UUID(as_uuid=False)))


def downgrade():
    op.drop_table("t")
