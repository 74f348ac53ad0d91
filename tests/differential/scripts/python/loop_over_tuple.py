"""loop over tuple"""

from alembic import op
import sqlalchemy as sa

revision = "a914f5a9aed5"
down_revision = None


def upgrade():
    for name in ("a", "b"):
        op.create_table(name, sa.Column("id", sa.Integer(), primary_key=True))


def downgrade():
    for name in ("b", "a"):
        op.drop_table(name)
