"""quoted"""

from alembic import op

revision = "bc7593e25e24"
down_revision = None


def upgrade():
    op.drop_constraint("My Constraint", "My Table", schema="a.b")


def downgrade():
    op.create_unique_constraint("My Constraint", "My Table", ["x"], schema="a.b")
