"""constraint if exists"""

from alembic import op

revision = "fbc57992de83"
down_revision = None


def upgrade():
    op.drop_constraint("c", "t", type_="check", if_exists=True)


def downgrade():
    pass
