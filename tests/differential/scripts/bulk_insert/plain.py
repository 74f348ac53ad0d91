"""plain"""

from alembic import op
import sqlalchemy as sa

revision = "57f484d0e30e"
down_revision = None


def upgrade():
    t = sa.table("t", sa.column("id", sa.Integer), sa.column("name", sa.String))
    op.bulk_insert(t, [{"id": 1, "name": "a"}, {"id": 2, "name": "it's 5%"}])


def downgrade():
    op.execute("DELETE FROM t WHERE id IN (1, 2)")
