"""python enum"""

from alembic import op
import sqlalchemy as sa

revision = "5e1ad74ab55d"
down_revision = None

import enum
class Color(enum.Enum):
    red = 1
    green = "g"
    blue = None


def upgrade():
    op.create_table("t", sa.Column("c", sa.Enum(Color), server_default="red"), sa.Column("d", sa.Enum(Color, name="other")))


def downgrade():
    op.drop_table("t")
    sa.Enum(Color).drop(op.get_bind())
