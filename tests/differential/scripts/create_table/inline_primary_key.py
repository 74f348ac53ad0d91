"""inline primary key"""

from alembic import op
import sqlalchemy as sa

revision = "4cb8373659a9"
down_revision = None


def upgrade():
    op.create_table("book", sa.Column("id", sa.Integer, primary_key=True), sa.Column("title", sa.String))


def downgrade():
    op.drop_table("book")
