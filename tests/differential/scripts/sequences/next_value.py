"""next value"""

from alembic import op
import sqlalchemy as sa

revision = "d3a72e2ce7d5"
down_revision = None


def upgrade():
    op.add_column("t", sa.Column("n", sa.Integer(), server_default=sa.Sequence("My Seq").next_value()))
    op.add_column("t", sa.Column("m", sa.Integer(), server_default=sa.text("nextval('seq')")))


def downgrade():
    op.drop_column("t", "n")
