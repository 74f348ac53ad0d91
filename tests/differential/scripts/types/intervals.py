"""intervals"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "cdf52c535683"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", sa.Interval()), sa.Column("b", sa.Interval(second_precision=6)), sa.Column("c", sa.Interval(native=True, day_precision=2)), sa.Column("d", postgresql.INTERVAL()), sa.Column("e", postgresql.INTERVAL(precision=3)), sa.Column("f", postgresql.INTERVAL(fields="DAY TO SECOND")), sa.Column("g", postgresql.INTERVAL(fields="YEAR", precision=2)))


def downgrade():
    op.drop_table("t")
