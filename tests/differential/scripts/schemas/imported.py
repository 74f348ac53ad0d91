"""imported"""

from alembic import op

revision = "d7bca6e25e24"
down_revision = None

from sqlalchemy.schema import CreateSchema, DropSchema


def upgrade():
    op.execute(CreateSchema("My Schema"))


def downgrade():
    op.execute(DropSchema("My Schema", cascade=True))
