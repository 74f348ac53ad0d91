"""dotted schema"""

from alembic import op
import sqlalchemy as sa

revision = "cb5f7caa7911"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("id", sa.Integer(), primary_key=True), schema="db.own")


def downgrade():
    op.drop_table("t", schema="db.own")
