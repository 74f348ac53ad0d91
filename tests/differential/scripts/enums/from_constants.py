"""from constants"""

from alembic import op
import sqlalchemy as sa

revision = "f01e911dde83"
down_revision = None

LEVELS = ("low", "high")
level = sa.Enum(*LEVELS, name="level")


def upgrade():
    level.create(op.get_bind(), checkfirst=True)
    op.add_column("t", sa.Column("level", level, server_default=LEVELS[0], nullable=False))


def downgrade():
    op.drop_column("t", "level")
    level.drop(op.get_bind(), checkfirst=True)
