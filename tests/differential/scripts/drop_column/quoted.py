"""quoted"""

from alembic import op
import sqlalchemy as sa

revision = "bc7593e25e24"
down_revision = None


def upgrade():
    op.drop_column("User", "Name")


def downgrade():
    op.add_column("User", sa.Column("Name", sa.VARCHAR(length=20), autoincrement=False, nullable=True))
