"""where text"""

from alembic import op
import sqlalchemy as sa

revision = "d727e9031c34"
down_revision = None


def upgrade():
    op.create_exclude_constraint("ex", "t", ("during", "&&"), where=sa.text("a % 2 = 0"))


def downgrade():
    op.drop_constraint("ex", "t")
