"""serial numeric"""

from alembic import op
import sqlalchemy as sa

revision = "4e35f62fa873"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("id", sa.Numeric(10, 0), primary_key=True))


def downgrade():
    op.drop_table("t")
