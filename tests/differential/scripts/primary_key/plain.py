"""plain"""

from alembic import op

revision = "57f484d0e30e"
down_revision = None


def upgrade():
    op.create_primary_key("pk", "t", ["id"])


def downgrade():
    op.drop_constraint("pk", "t", type_="primary")
