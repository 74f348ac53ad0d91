"""composite key autoincrement second"""

from alembic import op
import sqlalchemy as sa

revision = "d82bdab49724"
down_revision = None


def upgrade():
    op.create_table("part", sa.Column("lot", sa.Integer(), primary_key=True), sa.Column("no", sa.Integer(), primary_key=True, autoincrement=True), sa.Column("x", sa.Integer()))


def downgrade():
    op.drop_table("part")
