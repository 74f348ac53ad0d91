"""on delete columns"""

from alembic import op

revision = "122b9e92b883"
down_revision = None


def upgrade():
    op.create_foreign_key("fk", "t", "o", ["a"], ["id"], ondelete="SET NULL (a)")


def downgrade():
    pass
