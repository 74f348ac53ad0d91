"""serial upper case"""

from alembic import op
import sqlalchemy as sa

revision = "a914e69e85d5"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("id", sa.INTEGER(), nullable=False), sa.PrimaryKeyConstraint("id", name="t_pkey"))


def downgrade():
    op.create_table("t2", sa.Column("id", sa.SMALLINT(), primary_key=True))
