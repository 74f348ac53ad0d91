"""without name"""

from alembic import op

revision = "699a34c45fd5"
down_revision = None


def upgrade():
    op.create_index(None, "t", ["a"])


def downgrade():
    op.drop_index(None, table_name="t")
