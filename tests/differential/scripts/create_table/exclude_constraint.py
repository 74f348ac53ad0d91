"""exclude constraint"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "92f282063234"
down_revision = None


def upgrade():
    op.create_table("booking", sa.Column("room", sa.Integer()), sa.Column("during", postgresql.TSRANGE()), postgresql.ExcludeConstraint(("room", "="), ("during", "&&"), name="no_overlap", using="gist"))


def downgrade():
    op.drop_table("booking")
