"""column if exists"""

from alembic import op
import sqlalchemy as sa

revision = "fbc57992de83"
down_revision = None


def upgrade():
    op.add_column("t", sa.Column("a", sa.Integer()), if_not_exists=True)


def downgrade():
    op.drop_column("t", "a", if_exists=True)
