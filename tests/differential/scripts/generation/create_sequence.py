"""create sequence"""

from alembic import op
import sqlalchemy as sa

revision = "db2bff0075d5"
down_revision = None


def upgrade():
    op.execute(sa.schema.CreateSequence(sa.Sequence("s")))
    op.execute(sa.schema.CreateSequence(sa.Sequence("s2", increment=5)))


def downgrade():
    op.execute(sa.schema.DropSequence(sa.Sequence("s")))
