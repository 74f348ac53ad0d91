"""not deferrable"""

from alembic import op

revision = "dc2879fbaed5"
down_revision = None


def upgrade():
    op.create_foreign_key("fk", "t", "o", ["a"], ["id"], deferrable=False, initially="IMMEDIATE", ondelete="RESTRICT", onupdate="NO ACTION")


def downgrade():
    op.drop_constraint("fk", "t", "foreignkey")
