"""not native create does nothing"""

from alembic import op
import sqlalchemy as sa

revision = "95a050350437"
down_revision = None


def upgrade():
    sa.Enum("a", name="e", native_enum=False).create(op.get_bind())


def downgrade():
    sa.Enum("a", name="e", native_enum=False).drop(op.get_bind())
