"""primary key"""

from alembic import op
import sqlalchemy as sa

revision = "4cb8373659a9"
down_revision = None


def upgrade():
    op.add_column("t", sa.Column("id", sa.Integer(), primary_key=True))
    op.add_column("u", sa.Column("id", sa.BigInteger(), primary_key=True, autoincrement=False))


def downgrade():
    op.drop_column("u", "id")
    op.drop_column("t", "id")
