"""unique"""

from alembic import op

revision = "0f0216a1e7d5"
down_revision = None


def upgrade():
    op.create_index("ix_t_a", "t", ["a"], unique=True)


def downgrade():
    op.drop_index("ix_t_a", "t")
