"""autoincrement of text"""

from alembic import op
import sqlalchemy as sa

revision = "8827e9031c34"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", sa.Text(), primary_key=True, autoincrement=True))


def downgrade():
    op.create_table("t", sa.Column("a", sa.Integer(), primary_key=True, autoincrement=True), sa.Column("b", sa.Integer(), primary_key=True, autoincrement=True))
