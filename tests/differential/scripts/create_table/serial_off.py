"""serial off"""

from alembic import op
import sqlalchemy as sa

revision = "d72b97560286"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("id", sa.Integer(), autoincrement=False, nullable=False), sa.PrimaryKeyConstraint("id"))


def downgrade():
    op.drop_table("t")
