"""named by f"""

from alembic import op

revision = "8c72e6ec2b86"
down_revision = None


def upgrade():
    with op.batch_alter_table("t") as batch_op:
        batch_op.create_foreign_key(batch_op.f("fk_t_a_o"), "o", ["a"], ["id"])
        batch_op.create_unique_constraint(op.f("uq_t_a"), ["a"])


def downgrade():
    with op.batch_alter_table("t") as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_t_a"), type_="unique")
        batch_op.drop_constraint(batch_op.f("fk_t_a_o"), type_="foreignkey")
