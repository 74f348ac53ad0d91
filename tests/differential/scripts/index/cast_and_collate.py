"""cast and collate"""

from alembic import op
import sqlalchemy as sa

revision = "b7f7571836d5"
down_revision = None


def upgrade():
    op.create_index("ix", "t", [sa.cast(sa.column("a"), sa.Text()), sa.column("b").collate("C"), sa.cast(sa.column("c"), sa.Numeric(5, 2))])


def downgrade():
    op.drop_index("ix", table_name="t")
