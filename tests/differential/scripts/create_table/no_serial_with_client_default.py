"""no serial with client default"""

from alembic import op
import sqlalchemy as sa

revision = "e903c75ed034"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("id", sa.Integer(), default=5, primary_key=True))


def downgrade():
    op.drop_table("t")
