"""inherits"""

from alembic import op
import sqlalchemy as sa

revision = "cbbef1a8de83"
down_revision = None


def upgrade():
    op.create_table("c", sa.Column("id", sa.Integer()), postgresql_inherits="Parent")
    op.create_table("d", sa.Column("id", sa.Integer()), postgresql_inherits=("p1", "p2"))


def downgrade():
    op.drop_table("d")
    op.drop_table("c")
