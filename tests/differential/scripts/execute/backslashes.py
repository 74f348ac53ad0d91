"""backslashes"""

from alembic import op

revision = "38f7e8d67f83"
down_revision = None


def upgrade():
    op.execute("SELECT E'a\\nb', 'c\\\\d'")


def downgrade():
    op.execute(r"SELECT regexp_replace(a, '\s+', '\1')")
