"""mixed with op"""

from alembic import op
import sqlalchemy as sa

revision = "421956b7fc70"
down_revision = None


def upgrade():
    with op.batch_alter_table("t") as batch_op:
        batch_op.add_column(sa.Column("a", sa.Integer(), unique=True, index=False))
        op.execute("SELECT 1")
    op.create_index("ix", "t", ["a"])


def downgrade():
    op.drop_index("ix", table_name="t")
    with op.batch_alter_table("t") as b:
        b.drop_column("a")
