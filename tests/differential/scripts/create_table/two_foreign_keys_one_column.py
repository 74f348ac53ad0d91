"""two foreign keys one column"""

from alembic import op
import sqlalchemy as sa

revision = "3111e48ba70e"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", sa.Integer(), sa.ForeignKey("x.id"), sa.ForeignKey("y.id")))


def downgrade():
    op.drop_table("t")
