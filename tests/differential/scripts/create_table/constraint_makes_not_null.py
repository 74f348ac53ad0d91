"""constraint makes not null"""

from alembic import op
import sqlalchemy as sa

revision = "c555d2a302ac"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", sa.Integer()), sa.Column("b", sa.String(5)), sa.PrimaryKeyConstraint("a", "b"))


def downgrade():
    op.drop_table("t")
