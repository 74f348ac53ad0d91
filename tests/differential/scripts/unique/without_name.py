"""without name"""

from alembic import op

revision = "699a34c45fd5"
down_revision = None


def upgrade():
    op.create_unique_constraint(None, "t", ["a", "B"])


def downgrade():
    pass
