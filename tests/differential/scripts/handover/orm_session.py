"""orm session"""

from alembic import op

revision = "94cc7633090e"
down_revision = None

from sqlalchemy.orm import Session


def upgrade():
    session = Session(bind=op.get_bind())
    session.commit()


def downgrade():
    pass
