"""mixed case"""

from alembic import op
import sqlalchemy as sa

revision = "fb14e69e85d5"
down_revision = None


def upgrade():
    op.create_table("UserProfile", sa.Column("userId", sa.Integer(), primary_key=True), sa.Column("firstName", sa.String(40)), sa.Column("2fa", sa.Boolean()), sa.Column("with space", sa.Date()), sa.Column("ünïcode", sa.Date()))


def downgrade():
    op.drop_table("UserProfile")
