"""keyword arguments"""

from alembic import op

revision = "dc2e551dde83"
down_revision = None


def upgrade():
    op.create_index(index_name="ix", table_name="t", columns=["a"], schema=None, unique=True)


def downgrade():
    op.drop_index(index_name="ix", table_name="t", schema=None)
