"""colons"""

from alembic import op
import sqlalchemy as sa

revision = "7c6658f4b883"
down_revision = None


def upgrade():
    op.execute("SELECT a::text, '12:30', 'x: y', b[1:2], '{\"a\": 1}', 'http://x'")
    op.execute(r"SELECT '\:x', '\:\:y'")


def downgrade():
    op.execute(sa.text("SELECT a::int, '\\:z'"))
