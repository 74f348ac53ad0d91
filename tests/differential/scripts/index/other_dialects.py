"""other dialects"""

from alembic import op
import sqlalchemy as sa

revision = "c21b1a82de83"
down_revision = None


def upgrade():
    op.create_index("ix", "t", ["a"], mysql_length=10, sqlite_where=sa.text("a > 1"), postgresql_using=None)


def downgrade():
    op.drop_index("ix", table_name="t")
