"""in create table"""

from alembic import op
import sqlalchemy as sa

revision = "ac8a79fbaed5"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("mood", sa.Enum("sad", "ok", "happy", name="mood"), nullable=True))


def downgrade():
    op.drop_table("t")
    sa.Enum(name="mood").drop(op.get_bind(), checkfirst=False)
