"""keyword"""

from alembic import op
import sqlalchemy as sa

revision = "03fa8c9b5b24"
down_revision = None


def upgrade():
    op.drop_table(table_name="t", schema=None)


def downgrade():
    op.create_table("t", sa.Column("a", sa.VARCHAR(), autoincrement=False, nullable=True))
