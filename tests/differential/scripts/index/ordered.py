"""ordered"""

from alembic import op
import sqlalchemy as sa

revision = "f184b6805e24"
down_revision = None


def upgrade():
    op.create_index("ix", "t", [sa.column("a").desc(), sa.column("B").asc(), sa.desc("c"), sa.column("d").desc().nullslast(), sa.asc(sa.column("e"))])


def downgrade():
    op.drop_index("ix", table_name="t")
