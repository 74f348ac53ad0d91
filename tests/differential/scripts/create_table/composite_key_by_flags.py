"""composite key by flags"""

from alembic import op
import sqlalchemy as sa

revision = "c5d12cf2e183"
down_revision = None


def upgrade():
    op.create_table("membership", sa.Column("user_id", sa.Integer(), primary_key=True), sa.Column("team_id", sa.Integer(), primary_key=True))


def downgrade():
    op.drop_table("membership")
