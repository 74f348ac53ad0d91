"""no serial with sequence"""

from alembic import op
import sqlalchemy as sa

revision = "db2bff0075d5"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("id", sa.Integer(), sa.Sequence("t_id_seq"), primary_key=True))


def downgrade():
    op.drop_table("t")
