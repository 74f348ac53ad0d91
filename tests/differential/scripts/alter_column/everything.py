"""everything"""

from alembic import op
import sqlalchemy as sa

revision = "7fa050350437"
down_revision = None


def upgrade():
    op.alter_column("t", "a", nullable=False, server_default="5", new_column_name="b", type_=sa.BigInteger(), comment="c", existing_type=sa.Integer(), existing_nullable=True, existing_server_default="4", existing_comment="d", postgresql_using="a::bigint", schema="s")


def downgrade():
    op.alter_column("t", "b", nullable=True, server_default=None, new_column_name="a", type_=sa.Integer(), comment=None, schema="s")
