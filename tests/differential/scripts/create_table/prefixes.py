"""prefixes"""

from alembic import op
import sqlalchemy as sa

revision = "7b2399e67f83"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("id", sa.Integer()), prefixes=["TEMPORARY"])
    op.create_table("u", sa.Column("id", sa.Integer()), prefixes=["UNLOGGED"])


def downgrade():
    op.drop_table("u")
    op.drop_table("t")
