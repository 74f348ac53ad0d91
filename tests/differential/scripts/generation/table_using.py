"""table using"""

from alembic import op
import sqlalchemy as sa

revision = "618beb350437"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", sa.Integer()), postgresql_using="heap")


def downgrade():
    op.drop_table("t")
