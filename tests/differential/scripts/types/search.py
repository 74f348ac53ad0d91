"""search"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "3d14fc6ae2e8"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", postgresql.TSVECTOR()), sa.Column("b", postgresql.HSTORE()), sa.Column("c", postgresql.HSTORE(text_type=sa.Text())), sa.Column("d", postgresql.REGCLASS()))


def downgrade():
    op.drop_table("t")
