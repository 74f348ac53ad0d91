"""no serial for foreign key constraint"""

from alembic import op
import sqlalchemy as sa

revision = "92f282063234"
down_revision = None


def upgrade():
    op.create_table("child", sa.Column("id", sa.Integer(), nullable=False), sa.ForeignKeyConstraint(["id"], ["parent.id"]), sa.PrimaryKeyConstraint("id"))


def downgrade():
    op.drop_table("child")
