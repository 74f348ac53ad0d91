"""plain"""

from alembic import op
import sqlalchemy as sa

revision = "57f484d0e30e"
down_revision = None


def upgrade():
    op.create_table("author", sa.Column("id", sa.Integer(), nullable=False), sa.Column("name", sa.String(length=80), nullable=True), sa.PrimaryKeyConstraint("id"))


def downgrade():
    op.drop_table("author")
