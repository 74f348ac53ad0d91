"""exclude constraint options"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "336e45f4b883"
down_revision = None


def upgrade():
    op.create_table("booking", sa.Column("room", sa.Integer()), sa.Column("during", postgresql.TSRANGE()), postgresql.ExcludeConstraint((sa.column("room"), "="), (sa.column("during"), "&&"), where=sa.text("room > 0"), using="GIST", deferrable=True, initially="DEFERRED", ops={"room": "my_ops"}))


def downgrade():
    op.drop_table("booking")
