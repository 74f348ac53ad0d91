"""type using"""

from alembic import op
import sqlalchemy as sa

revision = "618beb350437"
down_revision = None


def upgrade():
    op.alter_column("t", "a", type_=sa.Integer(), postgresql_using="a::integer")


def downgrade():
    op.alter_column("t", "a", type_=sa.String(), postgresql_using="a::varchar || '%'")
