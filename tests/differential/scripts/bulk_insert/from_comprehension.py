"""from comprehension"""

from alembic import op
import sqlalchemy as sa

revision = "34577633090e"
down_revision = None

names = ["a", "b", "c"]


def upgrade():
    t = sa.table("t", sa.column("id", sa.Integer), sa.column("name", sa.String))
    op.bulk_insert(t, [{"id": i, "name": n} for i, n in enumerate(names, start=1)])


def downgrade():
    pass
