"""plain"""

from alembic import op

revision = "57f484d0e30e"
down_revision = None


def upgrade():
    op.create_index("ix_t_a", "t", ["a"])


def downgrade():
    op.drop_index("ix_t_a", table_name="t")
