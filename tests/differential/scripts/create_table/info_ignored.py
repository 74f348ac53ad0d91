"""info ignored"""

from alembic import op
import sqlalchemy as sa

revision = "422fa0805e24"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("id", sa.Integer(), info={"a": 1}, key="ident", doc="d"), info={"x": 2}, keep_existing=True)


def downgrade():
    op.drop_table("t")
