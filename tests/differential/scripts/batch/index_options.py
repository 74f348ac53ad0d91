"""index options"""

from alembic import op
import sqlalchemy as sa

revision = "336e45f4b883"
down_revision = None


def upgrade():
    with op.batch_alter_table("t") as batch_op:
        batch_op.create_index("ix", [sa.text("lower(a)")], unique=True, postgresql_where=sa.text("b IS NULL"), postgresql_using="btree")


def downgrade():
    with op.batch_alter_table("t") as batch_op:
        batch_op.drop_index("ix", postgresql_where=sa.text("b IS NULL"))
