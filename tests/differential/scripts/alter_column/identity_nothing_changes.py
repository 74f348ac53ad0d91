"""identity nothing changes"""

from alembic import op
import sqlalchemy as sa

revision = "c15ffa257f83"
down_revision = None


def upgrade():
    op.alter_column("t", "id", server_default=sa.Identity(start=1), existing_server_default=sa.Identity(start=1))


def downgrade():
    pass
