"""nullable key column"""

from alembic import op
import sqlalchemy as sa

revision = "3111e48ba70e"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", sa.Integer(), nullable=True), sa.PrimaryKeyConstraint("a"))


def downgrade():
    op.drop_table("t")
