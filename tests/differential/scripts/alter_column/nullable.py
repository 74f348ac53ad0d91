"""nullable"""

from alembic import op
import sqlalchemy as sa

revision = "dc0279fbaed5"
down_revision = None


def upgrade():
    op.alter_column("t", "a", existing_type=sa.INTEGER(), nullable=False)


def downgrade():
    op.alter_column("t", "a", existing_type=sa.INTEGER(), nullable=True)
