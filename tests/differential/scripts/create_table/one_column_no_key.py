"""one column no key"""

from alembic import op
import sqlalchemy as sa

revision = "c7ce373659a9"
down_revision = None


def upgrade():
    op.create_table("log_line", sa.Column("line", sa.Text()))


def downgrade():
    op.drop_table("log_line")
