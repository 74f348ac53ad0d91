"""identity"""

from alembic import op
import sqlalchemy as sa

revision = "6eef08f5b8a9"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("id", sa.Integer(), sa.Identity(), primary_key=True))


def downgrade():
    op.drop_table("t")
