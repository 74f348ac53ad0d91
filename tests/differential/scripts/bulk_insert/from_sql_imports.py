"""from sql imports"""

from alembic import op

revision = "64e025e1de83"
down_revision = None

from sqlalchemy.sql import column, table
from sqlalchemy import Integer, String


def upgrade():
    accounts = table("accounts", column("id", Integer), column("name", String))
    op.bulk_insert(accounts, [dict(id=1, name="x")])


def downgrade():
    pass
