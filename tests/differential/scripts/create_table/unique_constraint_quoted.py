"""unique constraint quoted"""

from alembic import op
import sqlalchemy as sa

revision = "bc7593e25e24"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("Aa", sa.Integer()), sa.UniqueConstraint("Aa", name="Uq Aa"))


def downgrade():
    op.drop_table("t")
