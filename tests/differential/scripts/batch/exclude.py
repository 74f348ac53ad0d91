"""exclude"""

from alembic import op

revision = "fc30615126d5"
down_revision = None


def upgrade():
    with op.batch_alter_table("t") as batch_op:
        batch_op.create_exclude_constraint("ex", ("during", "&&"), where="a > 0")


def downgrade():
    with op.batch_alter_table("t") as batch_op:
        batch_op.drop_constraint("ex")
