"""identity add drop"""

from alembic import op
import sqlalchemy as sa

revision = "b1cb9adafc70"
down_revision = None


def upgrade():
    op.alter_column("t", "id", server_default=sa.Identity(start=5), existing_server_default=None)


def downgrade():
    op.alter_column("t", "id", server_default=None, existing_server_default=sa.Identity())
