"""every option"""

from alembic import op
import sqlalchemy as sa

revision = "49332733090e"
down_revision = None


def upgrade():
    op.create_index("ix", "t", ["a", sa.text("lower(b)")], unique=True, schema="s", postgresql_concurrently=True, postgresql_using="btree", postgresql_ops={"a": "int4_ops"}, postgresql_include=["c"], postgresql_with={"fillfactor": 70}, postgresql_tablespace="ts", postgresql_where=sa.text("c"))


def downgrade():
    op.drop_index("ix", table_name="t", schema="s", postgresql_concurrently=True)
