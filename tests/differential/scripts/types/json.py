"""json"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "2aabfe1d090e"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", sa.JSON()), sa.Column("b", postgresql.JSON()), sa.Column("c", postgresql.JSONB()), sa.Column("d", postgresql.JSONB(astext_type=sa.Text())), sa.Column("e", postgresql.JSON(astext_type=sa.Text()), nullable=False), sa.Column("f", sa.JSON(none_as_null=True)))


def downgrade():
    op.drop_table("t")
