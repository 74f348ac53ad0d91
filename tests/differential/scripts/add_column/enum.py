"""enum"""

from alembic import op
import sqlalchemy as sa

revision = "8cead74ab55d"
down_revision = None


def upgrade():
    op.add_column("t", sa.Column("a", sa.Enum("x", "y", name="xy")))


def downgrade():
    op.drop_column("t", "a")
