"""create table if not exists"""

from alembic import op
import sqlalchemy as sa

revision = "fbc57992de83"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("id", sa.Integer(), primary_key=True), if_not_exists=True)


def downgrade():
    op.drop_table("t", if_exists=True)
