"""alter columns"""

from alembic import op
import sqlalchemy as sa

revision = "122b9e92b883"
down_revision = None


def upgrade():
    with op.batch_alter_table("t") as batch_op:
        batch_op.alter_column("a", existing_type=sa.INTEGER(), type_=sa.BigInteger(), existing_nullable=False, postgresql_using="a::bigint")
        batch_op.alter_column("b", new_column_name="c", server_default="5", comment="x")


def downgrade():
    with op.batch_alter_table("t") as batch_op:
        batch_op.alter_column("c", new_column_name="b", server_default=None, comment=None)
        batch_op.alter_column("a", existing_type=sa.BigInteger(), type_=sa.INTEGER(), existing_nullable=False)
