"""keyword arguments"""

from alembic import op
import sqlalchemy as sa

revision = "dc2e551dde83"
down_revision = None


def upgrade():
    op.add_column(table_name="t", column=sa.Column(name="a", type_=sa.Integer()), schema=None)


def downgrade():
    op.drop_column(table_name="t", column_name="a", schema="s")
