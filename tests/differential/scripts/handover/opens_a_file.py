"""opens a file"""

from alembic import op

revision = "7bea42d2aed5"
down_revision = None


def upgrade():
    with open("data.sql") as f:
        op.execute(f.read())


def downgrade():
    pass
