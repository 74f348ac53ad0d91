"""serial ignore fk"""

from alembic import op
import sqlalchemy as sa

revision = "c8b7395b62fb"
down_revision = None


def upgrade():
    op.create_table("child", sa.Column("id", sa.Integer(), sa.ForeignKey("parent.id"), primary_key=True, autoincrement="ignore_fk"))


def downgrade():
    op.drop_table("child")
