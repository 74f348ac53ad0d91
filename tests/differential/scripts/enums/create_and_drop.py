"""create and drop"""

from alembic import op
import sqlalchemy as sa

revision = "b1cb9adafc70"
down_revision = None


def upgrade():
    mood = sa.Enum("sad", "ok", name="mood")
    mood.create(op.get_bind())
    op.add_column("t", sa.Column("m", mood, nullable=True))


def downgrade():
    op.drop_column("t", "m")
    sa.Enum("sad", "ok", name="mood").drop(op.get_bind())
