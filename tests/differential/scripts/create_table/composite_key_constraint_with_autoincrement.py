"""composite key constraint with autoincrement"""

from alembic import op
import sqlalchemy as sa

revision = "23cbe7423234"
down_revision = None


def upgrade():
    op.create_table("part", sa.Column("lot", sa.Integer(), nullable=False), sa.Column("no", sa.BigInteger(), autoincrement=True, nullable=False), sa.PrimaryKeyConstraint("lot", "no"))


def downgrade():
    op.drop_table("part")
