"""foreign key to itself"""

from alembic import op
import sqlalchemy as sa

revision = "57bff7462886"
down_revision = None


def upgrade():
    op.add_column("t", sa.Column("parent_id", sa.Integer(), sa.ForeignKey("t.id")))


def downgrade():
    op.drop_column("t", "parent_id")
