"""constraints"""

from alembic import op

revision = "f2c9191dde83"
down_revision = None


def upgrade():
    with op.batch_alter_table("t", schema="s") as batch_op:
        batch_op.create_unique_constraint("uq", ["a"])
        batch_op.create_foreign_key("fk", "o", ["a"], ["id"], ondelete="CASCADE", referent_schema="s")
        batch_op.create_check_constraint("ck", "a > 0")
        batch_op.create_primary_key("pk", ["a"])


def downgrade():
    with op.batch_alter_table("t", schema="s") as batch_op:
        batch_op.drop_constraint("pk", type_="primary")
        batch_op.drop_constraint("ck", type_="check")
        batch_op.drop_constraint("fk", type_="foreignkey")
        batch_op.drop_constraint("uq", type_="unique")
