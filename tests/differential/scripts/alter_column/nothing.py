"""nothing"""

from alembic import op
import sqlalchemy as sa

revision = "95a050350437"
down_revision = None


def upgrade():
    op.alter_column("t", "a", existing_type=sa.Integer(), existing_nullable=False)


def downgrade():
    op.alter_column("t", "a")
