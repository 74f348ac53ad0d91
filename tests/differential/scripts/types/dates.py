"""dates"""

from alembic import op
import sqlalchemy as sa

revision = "fd162b227f83"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", sa.Date()), sa.Column("b", sa.DATE()), sa.Column("c", sa.DateTime()), sa.Column("d", sa.DateTime(timezone=True)), sa.Column("e", sa.DateTime(True)), sa.Column("f", sa.TIMESTAMP()), sa.Column("g", sa.TIMESTAMP(timezone=True)), sa.Column("h", sa.Time()), sa.Column("i", sa.Time(timezone=True)), sa.Column("j", sa.TIME()), sa.Column("k", sa.DATETIME()))


def downgrade():
    op.drop_table("t")
