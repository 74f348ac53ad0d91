"""default literal column"""

from alembic import op
import sqlalchemy as sa

revision = "3111e48ba70e"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", sa.Integer(), server_default=sa.literal_column("5")), sa.Column("b", sa.Text(), server_default=sa.literal("x")), sa.Column("c", sa.Integer(), server_default=sa.literal(7)))


def downgrade():
    op.drop_table("t")
