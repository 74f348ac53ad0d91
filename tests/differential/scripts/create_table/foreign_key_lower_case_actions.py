"""foreign key lower case actions"""

from alembic import op
import sqlalchemy as sa

revision = "366e45f4b883"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", sa.Integer(), sa.ForeignKey("o.id", ondelete="cascade", onupdate="set default", initially="deferred")))


def downgrade():
    op.drop_table("t")
