"""unicode"""

from alembic import op

revision = "43c24e2b26d5"
down_revision = None


def upgrade():
    op.execute("UPDATE t SET a = 'Zürich – 東京 🙂'")


def downgrade():
    op.execute(u"UPDATE t SET a = '\u00e9\N{BULLET}'")
