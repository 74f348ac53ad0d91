"""unused foreign imports"""

from alembic import op

revision = "64e025e1de83"
down_revision = None

import sqlalchemy_utils
from app.models import User, db
import logging
log = logging.getLogger(__name__)


def upgrade():
    log.info("upgrading")
    op.execute("SELECT 1")


def downgrade():
    log.warning("downgrading %s", "x")
    op.execute("SELECT 2")
