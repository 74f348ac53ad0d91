"""default text with existing"""

from alembic import op
import sqlalchemy as sa

revision = "8fa39c350437"
down_revision = None


def upgrade():
    op.alter_column("t", "a", existing_type=sa.BOOLEAN(), server_default=sa.text("true"), existing_server_default=sa.text("false"), existing_nullable=False)


def downgrade():
    op.alter_column("t", "a", existing_type=sa.BOOLEAN(), server_default=sa.text("false"), existing_server_default=sa.text("true"), existing_nullable=False)
