"""identity change"""

from alembic import op
import sqlalchemy as sa

revision = "23c118e739d5"
down_revision = None


def upgrade():
    op.alter_column("t", "id", server_default=sa.Identity(always=True, start=5, increment=2, minvalue=1, maxvalue=99, cycle=True, cache=7), existing_server_default=sa.Identity(always=False, start=1))


def downgrade():
    op.alter_column("t", "id", server_default=sa.Identity(always=False, start=1), existing_server_default=sa.Identity(always=True, start=5))
