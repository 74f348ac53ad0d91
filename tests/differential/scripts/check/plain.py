"""plain"""

from alembic import op

revision = "57f484d0e30e"
down_revision = None


def upgrade():
    op.create_check_constraint("ck", "t", "a > 0")


def downgrade():
    op.drop_constraint("ck", "t", type_="check")
