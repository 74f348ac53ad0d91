"""serial big"""

from alembic import op
import sqlalchemy as sa

revision = "d035adfd8f37"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("id", sa.BigInteger(), primary_key=True))


def downgrade():
    op.drop_table("t")
