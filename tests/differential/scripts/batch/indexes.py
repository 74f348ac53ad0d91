"""indexes"""

from alembic import op

revision = "e2dad5e67f83"
down_revision = None


def upgrade():
    with op.batch_alter_table("t", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_t_a"), ["a"], unique=False)
        batch_op.create_index("ix_t_b", ["b", "c"], unique=True)


def downgrade():
    with op.batch_alter_table("t", schema=None) as batch_op:
        batch_op.drop_index("ix_t_b")
        batch_op.drop_index(batch_op.f("ix_t_a"))
