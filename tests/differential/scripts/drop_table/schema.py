"""schema"""

from alembic import op
import sqlalchemy as sa

revision = "cb5f7caa7911"
down_revision = None


def upgrade():
    op.drop_table("T", schema="S.T")


def downgrade():
    op.create_table("T", sa.Column("id", sa.INTEGER(), nullable=False), sa.PrimaryKeyConstraint("id", name="T_pkey"), schema="S.T")
