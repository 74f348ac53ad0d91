"""autoincrement ignored"""

from alembic import op
import sqlalchemy as sa

revision = "422fa0805e24"
down_revision = None


def upgrade():
    op.alter_column("t", "id", existing_type=sa.Integer(), autoincrement=True, nullable=False)


def downgrade():
    op.alter_column("t", "id", existing_type=sa.Integer(), existing_autoincrement=True, autoincrement=False)
