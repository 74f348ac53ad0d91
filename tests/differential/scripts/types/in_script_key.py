"""A key of a decorated number is a number."""
from alembic import op
import sqlalchemy as sa

revision = "in_script_ke"
down_revision = None
branch_labels = None
depends_on = None


class Number(sa.types.TypeDecorator):
    impl = sa.BigInteger
    cache_ok = True


def upgrade():
    op.create_table("counted", sa.Column("id", Number(), primary_key=True))
