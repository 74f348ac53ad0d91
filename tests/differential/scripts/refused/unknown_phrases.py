"""unknown phrases"""

from alembic import op

revision = "6f8cb1717f83"
down_revision = None


def upgrade():
    op.create_foreign_key("fk", "t", "o", ["a"], ["id"], ondelete="EXPLODE")


def downgrade():
    op.create_foreign_key("fk", "t", "o", ["a"], ["id"], initially="NEVER")
