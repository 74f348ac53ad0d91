"""not native"""

from alembic import op
import sqlalchemy as sa

revision = "7b221b9398d5"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", sa.Enum("x", "longer", name="e", native_enum=False)), sa.Column("b", sa.Enum("x", "y", native_enum=False, length=20)), sa.Column("c", sa.Enum("p", "it's", name="ck_c", native_enum=False, create_constraint=True)), sa.Column("d", sa.Enum("p", "q", native_enum=False, create_constraint=True)))


def downgrade():
    op.drop_table("t")
