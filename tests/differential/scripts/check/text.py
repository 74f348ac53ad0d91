"""text"""

from alembic import op
import sqlalchemy as sa

revision = "2bf7e9031c34"
down_revision = None


def upgrade():
    op.create_check_constraint("ck", "t", sa.text("a % 2 = 0"), schema="S")


def downgrade():
    op.drop_constraint("ck", "t", type_="check", schema="S")
