"""no serial for foreign key"""

from alembic import op
import sqlalchemy as sa

revision = "771d373659a9"
down_revision = None


def upgrade():
    op.create_table("child", sa.Column("id", sa.Integer(), sa.ForeignKey("parent.id"), primary_key=True))


def downgrade():
    op.drop_table("child")
