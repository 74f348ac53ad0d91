"""without columns"""

from alembic import op

revision = "122b9e92b883"
down_revision = None


def upgrade():
    op.create_table("bare")


def downgrade():
    op.drop_table("bare")
