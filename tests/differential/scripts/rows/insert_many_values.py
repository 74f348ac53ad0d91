"""insert many values"""

from alembic import op
import sqlalchemy as sa

revision = "a7753fd37f83"
down_revision = None


def upgrade():
    t = sa.table("t", sa.column("a", sa.Integer), sa.column("b", sa.String))
    op.execute(t.insert().values([{"a": 1, "b": "x"}, {"a": 2, "b": "it's"}]))


def downgrade():
    pass
