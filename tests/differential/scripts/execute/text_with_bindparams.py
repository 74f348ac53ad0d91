"""text with bindparams"""

from alembic import op
import sqlalchemy as sa

revision = "76eb9fcd0783"
down_revision = None


def upgrade():
    op.execute(sa.text("UPDATE t SET a = :a, b = :b WHERE c = :c").bindparams(a=5, b="it's 5%", c=True))


def downgrade():
    op.execute(sa.text("UPDATE t SET a = :a WHERE b = :b").bindparams(sa.bindparam("a", None), sa.bindparam("b", 1.5)))
