"""if exists"""

from alembic import op

revision = "fbc57992de83"
down_revision = None


def upgrade():
    op.create_index("ix", "t", ["a"], if_not_exists=True)


def downgrade():
    op.drop_index("ix", table_name="t", if_exists=True)
