"""keywords"""

from alembic import op

revision = "fad3ae46ce83"
down_revision = None


def upgrade():
    op.rename_table(old_table_name="a", new_table_name="b c")


def downgrade():
    op.rename_table(old_table_name="b c", new_table_name="a")
