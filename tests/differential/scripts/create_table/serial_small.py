"""serial small"""

from alembic import op
import sqlalchemy as sa

revision = "2e5a9fcf02ac"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("id", sa.SmallInteger(), autoincrement=True, nullable=False), sa.PrimaryKeyConstraint("id"))


def downgrade():
    op.drop_table("t")
