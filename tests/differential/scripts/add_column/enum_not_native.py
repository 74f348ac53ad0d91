"""enum not native"""

from alembic import op
import sqlalchemy as sa

revision = "7b221b9398d5"
down_revision = None


def upgrade():
    op.add_column("t", sa.Column("a", sa.Enum("x", "y", name="xy", native_enum=False, create_constraint=True)))


def downgrade():
    op.drop_column("t", "a")
