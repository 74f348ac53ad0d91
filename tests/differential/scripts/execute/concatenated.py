"""concatenated"""

from alembic import op

revision = "13f6e5e25e24"
down_revision = None


def upgrade():
    op.execute("UPDATE t " "SET a = 1 " "WHERE b = 2")
    op.execute("UPDATE t " + "SET a = 1")


def downgrade():
    op.execute(("UPDATE t "
                "SET a = 2"))
