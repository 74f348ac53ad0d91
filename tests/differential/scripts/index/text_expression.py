"""text expression"""

from alembic import op
import sqlalchemy as sa

revision = "94cc7633090e"
down_revision = None


def upgrade():
    op.create_index("ix", "t", [sa.text("lower(name)")])
    op.create_index("ix2", "t", [sa.text("created_at DESC"), "id"])
    op.create_index("ix3", "t", [sa.text("(data->>'a')"), sa.text("b NULLS FIRST")])


def downgrade():
    op.drop_index("ix3")
    op.drop_index("ix2")
    op.drop_index("ix")
