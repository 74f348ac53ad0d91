"""serial big autoincrement false"""

from alembic import op
import sqlalchemy as sa

revision = "375abf3985d5"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("id", sa.BIGINT(), primary_key=True, autoincrement=False))


def downgrade():
    op.drop_table("t")
