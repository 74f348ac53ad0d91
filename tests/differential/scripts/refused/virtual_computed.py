"""virtual computed"""

from alembic import op
import sqlalchemy as sa

revision = "e4dab9e25e24"
down_revision = None


def upgrade():
    op.add_column("t", sa.Column("b", sa.Integer(), sa.Computed("a * 2", persisted=False)))


def downgrade():
    op.drop_constraint(constraint_name=None, table_name="t")
