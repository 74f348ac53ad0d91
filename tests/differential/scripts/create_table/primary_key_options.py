"""primary key options"""

from alembic import op
import sqlalchemy as sa

revision = "336e45f4b883"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", sa.Integer()), sa.PrimaryKeyConstraint("a", name="pk_t", deferrable=True, initially="DEFERRED"))


def downgrade():
    op.drop_table("t")
