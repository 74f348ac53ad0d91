"""booleans"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "2ff6da46b883"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", sa.Boolean()), sa.Column("b", sa.Boolean(create_constraint=True, name="a_bool")), sa.Column("c", sa.BOOLEAN()), sa.Column("d", postgresql.BOOLEAN()), sa.Column("e", sa.Boolean(name="x")))


def downgrade():
    op.drop_table("t")
