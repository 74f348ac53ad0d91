"""created twice like alembic"""

from alembic import op
import sqlalchemy as sa

revision = "2003e31fa873"
down_revision = None


def upgrade():
    e = sa.Enum("a", "b", name="ab")
    e.create(op.get_bind(), checkfirst=True)
    op.create_table("t", sa.Column("x", e, nullable=False))


def downgrade():
    op.drop_table("t")
