"""inspects"""

from alembic import op
import sqlalchemy as sa

revision = "1adf1a82de83"
down_revision = None


def upgrade():
    inspector = sa.inspect(op.get_bind())
    if "t" not in inspector.get_table_names():
        op.create_table("t", sa.Column("id", sa.Integer()))


def downgrade():
    op.drop_table("t")
