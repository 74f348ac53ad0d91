"""index columns several"""

from alembic import op
import sqlalchemy as sa

revision = "8082ca5567ac"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", sa.Integer(), index=True), sa.Column("b", sa.Integer(), index=True), sa.Column("C", sa.Integer(), index=True, unique=True), schema="s")


def downgrade():
    op.drop_table("t", schema="s")
