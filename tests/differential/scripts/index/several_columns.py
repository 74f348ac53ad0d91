"""several columns"""

from alembic import op

revision = "122b9e92b883"
down_revision = None


def upgrade():
    op.create_index("ix_t", "t", ["a", "B", "order"])


def downgrade():
    op.drop_index("ix_t")
