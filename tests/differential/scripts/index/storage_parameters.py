"""storage parameters"""

from alembic import op

revision = "3597fdf17c83"
down_revision = None


def upgrade():
    op.create_index("ix", "t", ["a"], postgresql_with={"fillfactor": 50, "fastupdate": "off"}, postgresql_using="gin")


def downgrade():
    op.drop_index("ix", table_name="t")
