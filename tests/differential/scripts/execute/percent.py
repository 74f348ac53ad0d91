"""percent"""

from alembic import op
import sqlalchemy as sa

revision = "2a07fd423234"
down_revision = None


def upgrade():
    op.execute("UPDATE t SET a = 'x%' WHERE b LIKE '%y' AND c % 2 = 1 AND d = '%%'")


def downgrade():
    op.execute(sa.text("SELECT '50%'"))
