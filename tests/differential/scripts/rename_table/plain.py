"""plain"""

from alembic import op

revision = "57f484d0e30e"
down_revision = None


def upgrade():
    op.rename_table("a", "b")


def downgrade():
    op.rename_table("b", "a")
