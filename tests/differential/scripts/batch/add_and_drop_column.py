"""add and drop column"""

from alembic import op
import sqlalchemy as sa

revision = "3111e48ba70e"
down_revision = None


def upgrade():
    with op.batch_alter_table("t", schema=None) as batch_op:
        batch_op.add_column(sa.Column("a", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("b", sa.String(length=5), server_default="x", nullable=False))


def downgrade():
    with op.batch_alter_table("t", schema=None) as batch_op:
        batch_op.drop_column("b")
        batch_op.drop_column("a")
