"""type of checked enum"""

from alembic import op
import sqlalchemy as sa

revision = "741ad74ab55d"
down_revision = None


def upgrade():
    op.alter_column("t", "a", existing_type=sa.Enum("x", name="ck_a", native_enum=False, create_constraint=True), type_=sa.Enum("x", "y", name="ck_b", native_enum=False, create_constraint=True))


def downgrade():
    op.alter_column("t", "a", existing_type=sa.Enum("x", "y", name="ck_b", native_enum=False, create_constraint=True), type_=sa.String(5))
