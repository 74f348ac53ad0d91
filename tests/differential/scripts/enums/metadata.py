"""metadata"""

from alembic import op
import sqlalchemy as sa

revision = "368c563a5011"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", sa.Enum("x", name="e", metadata=sa.MetaData())))


def downgrade():
    op.drop_table("t")
