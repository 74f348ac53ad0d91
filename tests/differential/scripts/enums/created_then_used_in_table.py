"""created then used in table"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "ac8a79fbaed5"
down_revision = None


def upgrade():
    e = postgresql.ENUM("a", "b", name="ab", create_type=False)
    e.create(op.get_bind(), checkfirst=True)
    op.create_table("t", sa.Column("x", e, nullable=False))


def downgrade():
    op.drop_table("t")
    postgresql.ENUM(name="ab").drop(op.get_bind(), checkfirst=True)
