"""parameters"""

from alembic import op
import sqlalchemy as sa

revision = "3597fdf17c83"
down_revision = None


def upgrade():
    op.get_bind().execute(sa.text("UPDATE t SET a = :a"), {"a": 5})


def downgrade():
    op.execute("UPDATE t SET a = :missing")
