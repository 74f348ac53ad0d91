"""get bind"""

from alembic import op
import sqlalchemy as sa

revision = "c23f4f8e9724"
down_revision = None


def upgrade():
    conn = op.get_bind()
    conn.execute(sa.text("UPDATE t SET a = 1"))


def downgrade():
    op.get_bind().execute(sa.text("UPDATE t SET a = 2"))
