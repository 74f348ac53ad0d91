"""comments and execute"""

from alembic import op

revision = "062e9fec36d5"
down_revision = None


def upgrade():
    with op.batch_alter_table("t", schema="s") as batch_op:
        batch_op.create_table_comment("c", existing_comment=None)
        batch_op.execute("UPDATE s.t SET a = '5%'")


def downgrade():
    with op.batch_alter_table("t", schema="s") as batch_op:
        batch_op.drop_table_comment(existing_comment="c")
