"""enum column"""

from alembic import op
import sqlalchemy as sa

revision = "3111e48ba70e"
down_revision = None


def upgrade():
    with op.batch_alter_table("t") as batch_op:
        batch_op.add_column(sa.Column("k", sa.Enum("a", "b", name="k"), nullable=False, server_default="a"))


def downgrade():
    with op.batch_alter_table("t") as batch_op:
        batch_op.drop_column("k")
    sa.Enum(name="k").drop(op.get_bind(), checkfirst=True)
