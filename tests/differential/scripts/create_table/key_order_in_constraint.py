"""key order in constraint"""

from alembic import op
import sqlalchemy as sa

revision = "92f282063234"
down_revision = None


def upgrade():
    op.create_table("pair", sa.Column("a", sa.Integer(), nullable=False), sa.Column("b", sa.Integer(), nullable=False), sa.PrimaryKeyConstraint("b", "a", name="pk_pair"))


def downgrade():
    op.drop_table("pair")
