"""several in one revision"""

from alembic import op
import sqlalchemy as sa

revision = "94e27633090e"
down_revision = None


def upgrade():
    op.create_table("a", sa.Column("id", sa.Integer(), primary_key=True))
    op.create_table("b", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("a_id", sa.Integer(), sa.ForeignKey("a.id")))
    op.create_index("ix_b_a_id", "b", ["a_id"])


def downgrade():
    op.drop_index("ix_b_a_id", table_name="b")
    op.drop_table("b")
    op.drop_table("a")
