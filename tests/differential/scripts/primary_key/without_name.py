"""without name"""

from alembic import op

revision = "699a34c45fd5"
down_revision = None


def upgrade():
    op.create_primary_key(None, "t", ["id"])


def downgrade():
    pass
