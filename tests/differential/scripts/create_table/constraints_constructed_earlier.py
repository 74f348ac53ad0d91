"""constraints constructed earlier"""

from alembic import op
import sqlalchemy as sa

revision = "cc9bed5005d2"
down_revision = None


def upgrade():
    fk = sa.ForeignKeyConstraint(["a"], ["o.id"])
    uq = sa.UniqueConstraint("a")
    op.create_table("t", sa.Column("a", sa.Integer()), uq, fk)


def downgrade():
    op.drop_table("t")
