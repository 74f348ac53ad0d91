"""Modules under other names"""
import sqlalchemy
from alembic import op as o
from sqlalchemy.dialects import postgresql as pg
import sqlalchemy.dialects.postgresql as pgd

revision = "c0ffee000002"
down_revision = None


def upgrade():
    o.add_column("t", sqlalchemy.Column("a", pg.JSONB()))
    o.add_column("t", sqlalchemy.Column("b", pgd.UUID()))
    o.add_column("t", sqlalchemy.Column("c", sqlalchemy.types.Integer()))
    o.add_column("t", sqlalchemy.Column("d", sqlalchemy.dialects.postgresql.INET()))


def downgrade():
    o.drop_column("t", "d")
    o.drop_column("t", "c")
    o.drop_column("t", "b")
    o.drop_column("t", "a")
