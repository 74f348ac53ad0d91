"""quoted"""

from alembic import op
import sqlalchemy as sa

revision = "bc7593e25e24"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", sa.Enum("it's", "50%", "back\\slash", "", name="My Enum")))


def downgrade():
    op.execute('DROP TYPE "My Enum"')
