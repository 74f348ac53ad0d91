"""identity not key"""

from alembic import op
import sqlalchemy as sa

revision = "d943373659a9"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("pos", sa.Integer(), sa.Identity(always=False)), sa.Column("q", sa.Integer(), sa.Identity(), nullable=True))


def downgrade():
    op.drop_table("t")
