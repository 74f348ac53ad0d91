"""identity"""

from alembic import op
import sqlalchemy as sa

revision = "6eef08f5b8a9"
down_revision = None


def upgrade():
    op.add_column("t", sa.Column("id", sa.Integer(), sa.Identity(always=True, start=42, cycle=True), primary_key=True))
    op.add_column("t", sa.Column("pos", sa.Integer(), sa.Identity()))


def downgrade():
    op.drop_column("t", "id")
