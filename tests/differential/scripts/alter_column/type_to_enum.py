"""type to enum"""

from alembic import op
import sqlalchemy as sa

revision = "0f1ad74ab55d"
down_revision = None


def upgrade():
    op.alter_column("t", "a", type_=sa.Enum("x", "y", name="xy"), existing_type=sa.String(), postgresql_using="a::xy")


def downgrade():
    op.alter_column("t", "a", type_=sa.String(), existing_type=sa.Enum("x", "y", name="xy"))
