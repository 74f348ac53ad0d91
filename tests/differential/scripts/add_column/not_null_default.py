"""not null default"""

from alembic import op
import sqlalchemy as sa

revision = "e903c75ed034"
down_revision = None


def upgrade():
    op.add_column("t", sa.Column("a", sa.Boolean(), nullable=False, server_default="false"))
    op.alter_column("t", "a", server_default=None)


def downgrade():
    op.drop_column("t", "a")
