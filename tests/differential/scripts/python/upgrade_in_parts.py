"""upgrade in parts"""

from alembic import op
import sqlalchemy as sa

revision = "ae3877e1de83"
down_revision = None

def upgrade_tables():
    op.create_table("t", sa.Column("id", sa.Integer(), primary_key=True))


def upgrade_data():
    op.execute("INSERT INTO t DEFAULT VALUES")


def upgrade():
    upgrade_tables()
    upgrade_data()


def downgrade():
    op.drop_table("t")
