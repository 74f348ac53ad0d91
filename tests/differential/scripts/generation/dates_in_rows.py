"""dates in rows"""

from alembic import op
import sqlalchemy as sa

revision = "cec0723bf183"
down_revision = None

import datetime


def upgrade():
    t = sa.table("t", sa.column("a", sa.Date), sa.column("b", sa.DateTime), sa.column("c", sa.Time), sa.column("d", sa.Interval))
    op.bulk_insert(t, [{"a": datetime.date(2020, 1, 2), "b": datetime.datetime(2020, 1, 2, 3, 4, 5, 600), "c": datetime.time(3, 4), "d": datetime.timedelta(days=1, seconds=2)}, {"a": datetime.datetime(2020, 1, 2, 3, 4), "b": datetime.datetime(2021, 1, 1), "c": None}])


def downgrade():
    pass
