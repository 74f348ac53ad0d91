"""in schema"""

from alembic import op
import sqlalchemy as sa

revision = "cb5f7caa7911"
down_revision = None


def upgrade():
    with op.batch_alter_table("T", schema="S.x") as batch_op:
        batch_op.add_column(sa.Column("a", sa.Integer(), sa.ForeignKey("S.o.id")))
        batch_op.alter_column("b", nullable=False)


def downgrade():
    with op.batch_alter_table("T", schema="S.x") as batch_op:
        batch_op.alter_column("b", nullable=True)
        batch_op.drop_column("a")
