"""check constraint options"""

from alembic import op
import sqlalchemy as sa

revision = "336e45f4b883"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", sa.Integer()), sa.CheckConstraint("a > 0", name="pos", postgresql_not_valid=True), sa.CheckConstraint("a < 9", deferrable=False, initially="IMMEDIATE"))


def downgrade():
    op.drop_table("t")
