"""comment"""

from alembic import op
import sqlalchemy as sa

revision = "de53e7423234"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("id", sa.Integer(), primary_key=True, comment="the key"), sa.Column("x", sa.Text(), comment="it's 50% \\ done"), comment="a table's comment")


def downgrade():
    op.drop_table("t")
