"""shared column objects"""

from alembic import op
import sqlalchemy as sa

revision = "7fb91a82de83"
down_revision = None


def upgrade():
    column = sa.Column("a", sa.Integer(), nullable=False)
    op.add_column("t", column)
    kind = sa.String(5)
    op.add_column("t", sa.Column("b", kind))
    op.add_column("t", sa.Column("c", kind))


def downgrade():
    op.drop_column("t", "c")
