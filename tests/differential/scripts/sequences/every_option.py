"""every option"""

from alembic import op
import sqlalchemy as sa

revision = "49332733090e"
down_revision = None


def upgrade():
    op.execute(sa.schema.CreateSequence(sa.Sequence("Seq", start=1, increment=-1, minvalue=-100, maxvalue=5, cycle=True, cache=3, schema="S")))
    op.execute(sa.schema.CreateSequence(sa.Sequence("s2", start=7, nominvalue=True, nomaxvalue=True, cycle=False, data_type=sa.BigInteger())))


def downgrade():
    op.execute(sa.schema.DropSequence(sa.Sequence("s2")))
    op.execute(sa.schema.DropSequence(sa.Sequence("Seq", schema="S")))
