"""foreign key"""

from alembic import op
import sqlalchemy as sa

revision = "771d373659a9"
down_revision = None


def upgrade():
    op.add_column("t", sa.Column("a", sa.Integer(), sa.ForeignKey("o.id")))


def downgrade():
    op.drop_column("t", "a")
