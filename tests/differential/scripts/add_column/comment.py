"""comment"""

from alembic import op
import sqlalchemy as sa

revision = "de53e7423234"
down_revision = None


def upgrade():
    op.add_column("t", sa.Column("a", sa.Integer(), comment="it's"), schema="S")
    op.add_column("t", sa.Column("b", sa.Integer(), comment=""))


def downgrade():
    op.drop_column("t", "b")
    op.drop_column("t", "a", schema="S")
