"""sql constants"""

from alembic import op

revision = "f01e911dde83"
down_revision = None

UPGRADE_SQL = """
INSERT INTO t (a) VALUES ('x');
"""
DOWNGRADE_SQL = "DELETE FROM t WHERE a = 'x';"


def upgrade():
    op.execute(UPGRADE_SQL)


def downgrade():
    op.execute(DOWNGRADE_SQL)
