"""constraint before columns"""

from alembic import op
import sqlalchemy as sa

revision = "122b9e92b883"
down_revision = None


def upgrade():
    op.create_table("t", sa.PrimaryKeyConstraint("a", name="pk_t"), sa.UniqueConstraint("b"), sa.Column("a", sa.Integer()), sa.Column("b", sa.Integer()))


def downgrade():
    op.drop_table("t")
