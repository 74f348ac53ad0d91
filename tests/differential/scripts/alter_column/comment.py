"""comment"""

from alembic import op
import sqlalchemy as sa

revision = "de53e7423234"
down_revision = None


def upgrade():
    op.alter_column("t", "a", comment="it's 50%", existing_comment="x")
    op.alter_column("t", "b", comment=None, existing_comment="it's")


def downgrade():
    op.alter_column("t", "b", comment="it's", existing_type=sa.Integer(), schema="s.S")
    op.alter_column("t", "a", comment="")
