"""variant"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "3a043c7e3234"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", sa.JSON().with_variant(postgresql.JSONB(), "postgresql")), sa.Column("b", sa.String(5).with_variant(sa.Text(), "sqlite")), sa.Column("c", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True))


class Own(sa.JSON):
    __visit_name__ = "OWN"


own = sa.JSON().with_variant(postgresql.JSONB(), "postgresql").with_variant(Own(), "sqlite", "mysql")


def downgrade():
    op.add_column("t", sa.Column("d", own))
    op.drop_table("t")
