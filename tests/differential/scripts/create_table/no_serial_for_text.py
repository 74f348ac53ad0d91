"""no serial for text"""

from alembic import op
import sqlalchemy as sa

revision = "d427e9031c34"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("code", sa.String(2), primary_key=True))


def downgrade():
    op.drop_table("t")
