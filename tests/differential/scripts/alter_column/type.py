"""type"""

from alembic import op
import sqlalchemy as sa

revision = "965269c972d5"
down_revision = None


def upgrade():
    op.alter_column("t", "a", existing_type=sa.VARCHAR(length=20), type_=sa.Text(), existing_nullable=True)


def downgrade():
    op.alter_column("t", "a", existing_type=sa.Text(), type_=sa.VARCHAR(length=20), existing_nullable=True)
