"""create sequence"""

from alembic import op

revision = "db2bff0075d5"
down_revision = None

from sqlalchemy.schema import CreateSequence, DropSequence, Sequence


def upgrade():
    op.execute(CreateSequence(Sequence("seq", start=5, increment=2)))


def downgrade():
    op.execute(DropSequence(Sequence("seq")))
