"""bind in loop"""

from alembic import op
import sqlalchemy as sa

revision = "7cf2b5c7fc70"
down_revision = None


def upgrade():
    bind = op.get_bind()
    for table in ("a", "b"):
        bind.execute(sa.text(f"TRUNCATE {table}"))


def downgrade():
    pass
