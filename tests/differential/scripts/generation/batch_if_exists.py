"""batch if exists"""

from alembic import op
import sqlalchemy as sa

revision = "fbc57992de83"
down_revision = None


def upgrade():
    with op.batch_alter_table("t") as batch_op:
        batch_op.create_index("ix", ["a"], if_not_exists=True)
        batch_op.add_column(sa.Column("b", sa.Integer()), if_not_exists=True)


def downgrade():
    with op.batch_alter_table("t") as batch_op:
        batch_op.drop_column("b", if_exists=True)
        batch_op.drop_index("ix", if_exists=True)
