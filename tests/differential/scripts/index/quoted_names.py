"""quoted names"""

from alembic import op

revision = "9a7bd74b7f83"
down_revision = None


def upgrade():
    op.create_index("Ix Name%", "My Table", ["My Col", "b"])


def downgrade():
    op.drop_index("Ix Name%", table_name="My Table")
