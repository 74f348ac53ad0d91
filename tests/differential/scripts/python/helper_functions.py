"""helper functions"""

from alembic import op
import sqlalchemy as sa

revision = "366e45f4b883"
down_revision = None

def stamp_columns(timezone=False):
    return [sa.Column("created_at", sa.DateTime(timezone=timezone)), sa.Column("updated_at", sa.DateTime(timezone=timezone))]


def make(name, *extra, schema=None):
    op.create_table(name, sa.Column("id", sa.Integer(), primary_key=True), *extra, *stamp_columns(), schema=schema)


def upgrade():
    make("a")
    make("b", sa.Column("x", sa.Text()), schema="s")


def downgrade():
    op.drop_table("b", schema="s")
    op.drop_table("a")
