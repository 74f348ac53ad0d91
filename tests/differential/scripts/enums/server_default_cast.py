"""server default cast"""

from alembic import op
import sqlalchemy as sa

revision = "0b1e2bdea734"
down_revision = None


def upgrade():
    op.add_column("t", sa.Column("m", sa.Enum("a", "b", name="ab"), server_default=sa.text("'a'::ab")))


def downgrade():
    op.drop_column("t", "m")
