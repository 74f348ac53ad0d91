"""include in constraints"""

from alembic import op
import sqlalchemy as sa

revision = "f2c9191dde83"
down_revision = None


def upgrade():
    op.create_table("u", sa.Column("a", sa.Integer()), sa.Column("b", sa.Integer()), sa.UniqueConstraint("a", postgresql_include=["b"]), sa.PrimaryKeyConstraint("a", postgresql_include=["b"]))


def downgrade():
    op.drop_table("u")
