"""options"""

from alembic import op
import sqlalchemy as sa

revision = "336e45f4b883"
down_revision = None


def upgrade():
    op.create_exclude_constraint("ex", "t", (sa.column("during"), "&&"), where="room > 0", using="GIST", deferrable=True, initially="DEFERRED", schema="S")


def downgrade():
    op.drop_constraint("ex", "t", schema="S")
