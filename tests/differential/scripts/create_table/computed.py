"""computed"""

from alembic import op
import sqlalchemy as sa

revision = "e4dab9e25e24"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", sa.Integer()), sa.Column("b", sa.Integer(), sa.Computed("a * 2")), sa.Column("c", sa.Text(), sa.Computed("upper(x) || '%'", persisted=True), nullable=False))


def downgrade():
    op.drop_table("t")
