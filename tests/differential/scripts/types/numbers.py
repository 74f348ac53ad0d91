"""numbers"""

from alembic import op
import sqlalchemy as sa

revision = "a4918bf17c83"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", sa.Integer()), sa.Column("b", sa.BigInteger), sa.Column("c", sa.SmallInteger()), sa.Column("d", sa.Numeric()), sa.Column("e", sa.Numeric(10)), sa.Column("f", sa.Numeric(precision=10, scale=2)), sa.Column("g", sa.Float()), sa.Column("h", sa.Float(precision=53)), sa.Column("i", sa.Numeric(10, 2, asdecimal=False)), sa.Column("j", sa.Float(asdecimal=True)))


def downgrade():
    op.drop_table("t")
