"""foreign key options"""

from alembic import op
import sqlalchemy as sa

revision = "336e45f4b883"
down_revision = None


def upgrade():
    op.add_column("t", sa.Column("a", sa.Integer(), sa.ForeignKey("s.o.id", name="fk_a", ondelete="CASCADE", onupdate="NO ACTION", deferrable=True, initially="DEFERRED", match="FULL")), schema="s")


def downgrade():
    op.drop_column("t", "a", schema="s")
