"""to itself"""

from alembic import op

revision = "57bff7462886"
down_revision = None


def upgrade():
    op.create_foreign_key("fk", "t", "t", ["parent"], ["id"], ondelete="SET DEFAULT")


def downgrade():
    op.drop_constraint("fk", "t", "foreignkey")
