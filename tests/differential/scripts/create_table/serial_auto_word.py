"""serial auto word"""

from alembic import op
import sqlalchemy as sa

revision = "92008c9b5b24"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("id", sa.Integer(), autoincrement="auto", primary_key=True))


def downgrade():
    op.drop_table("t")
