"""reads rows"""

from alembic import op
import sqlalchemy as sa

revision = "43c0723bf183"
down_revision = None


def upgrade():
    conn = op.get_bind()
    for row in conn.execute(sa.text("SELECT id FROM t")).fetchall():
        op.execute(f"UPDATE t SET a = {row[0]}")


def downgrade():
    pass
