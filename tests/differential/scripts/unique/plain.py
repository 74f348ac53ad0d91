"""plain"""

from alembic import op

revision = "57f484d0e30e"
down_revision = None


def upgrade():
    op.create_unique_constraint("uq", "t", ["a"])


def downgrade():
    op.drop_constraint("uq", "t", type_="unique")
