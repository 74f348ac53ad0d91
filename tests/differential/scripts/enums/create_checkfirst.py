"""create checkfirst"""

from alembic import op
from sqlalchemy.dialects import postgresql

revision = "f47e669fa734"
down_revision = None


def upgrade():
    postgresql.ENUM("a", "b", name="ab").create(op.get_bind(), checkfirst=True)
    postgresql.ENUM("a", "b", name="ab2", create_type=False).create(op.get_bind(), checkfirst=False)


def downgrade():
    postgresql.ENUM("a", "b", name="ab2").drop(op.get_bind(), checkfirst=True)
    postgresql.ENUM("a", "b", name="ab").drop(op.get_bind(), True)
