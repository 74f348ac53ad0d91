"""arrays"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "341739815383"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", sa.ARRAY(sa.Integer())), sa.Column("b", postgresql.ARRAY(sa.String(length=5))), sa.Column("c", postgresql.ARRAY(sa.Text(), dimensions=2)), sa.Column("d", postgresql.ARRAY(postgresql.UUID(as_uuid=True), zero_indexes=True)), sa.Column("e", sa.ARRAY(sa.String, dimensions=1)), sa.Column("f", postgresql.ARRAY(sa.String(3, collation="C"))), sa.Column("g", postgresql.ARRAY(item_type=sa.Numeric(5, 2), as_tuple=True)))


def downgrade():
    op.drop_table("t")
