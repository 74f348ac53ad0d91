"""type class"""

from alembic import op
import sqlalchemy as sa

revision = "6028c6a72d83"
down_revision = None


def upgrade():
    op.alter_column("t", "a", type_=sa.BigInteger)


def downgrade():
    op.alter_column("t", "a", type_=sa.Integer)
