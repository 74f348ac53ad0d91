"""type json array"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "3033d02695a9"
down_revision = None


def upgrade():
    op.alter_column("t", "a", type_=postgresql.JSONB(astext_type=sa.Text()), existing_type=postgresql.JSON(astext_type=sa.Text()))
    op.alter_column("t", "b", type_=postgresql.ARRAY(sa.Text()))


def downgrade():
    op.alter_column("t", "b", type_=sa.Text())
    op.alter_column("t", "a", type_=postgresql.JSON(), existing_type=postgresql.JSONB())
