"""composite key"""

from alembic import op
import sqlalchemy as sa

revision = "2ce4373659a9"
down_revision = None


def upgrade():
    op.create_table("membership", sa.Column("user_id", sa.Integer(), nullable=False), sa.Column("team_id", sa.Integer(), nullable=False), sa.PrimaryKeyConstraint("user_id", "team_id"))


def downgrade():
    op.drop_table("membership")
