"""type to timezone"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "ae1b5fec10d5"
down_revision = None


def upgrade():
    op.alter_column("t", "At", existing_type=postgresql.TIMESTAMP(), type_=sa.DateTime(timezone=True), existing_nullable=False, schema="s.t")


def downgrade():
    op.alter_column("t", "At", existing_type=sa.DateTime(timezone=True), type_=postgresql.TIMESTAMP(precision=6), schema="s.t")
