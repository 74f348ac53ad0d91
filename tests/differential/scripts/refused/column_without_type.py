"""column without type"""

from alembic import op
import sqlalchemy as sa

revision = "8d8269c972d5"
down_revision = None


def upgrade():
    op.add_column("t", sa.Column("a"))


def downgrade():
    op.create_table("t", sa.Column("a", sa.Enum("x")))
