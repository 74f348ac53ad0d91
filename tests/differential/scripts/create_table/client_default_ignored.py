"""client default ignored"""

from alembic import op
import sqlalchemy as sa

revision = "422fa0805e24"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("n", sa.Integer(), default=0, onupdate=1, nullable=False), sa.Column("s", sa.String(3), default="abc"))


def downgrade():
    op.drop_table("t")
