"""using without type"""

from alembic import op
import sqlalchemy as sa

revision = "8d8269c972d5"
down_revision = None


def upgrade():
    op.alter_column("t", "a", postgresql_using="a::int")


def downgrade():
    op.alter_column("t", "a", server_default=sa.Computed("1"))
