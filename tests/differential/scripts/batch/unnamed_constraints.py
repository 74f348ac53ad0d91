"""unnamed constraints"""

from alembic import op

revision = "f2c9191dde83"
down_revision = None


def upgrade():
    with op.batch_alter_table("t") as batch_op:
        batch_op.create_unique_constraint(None, ["a"])
        batch_op.create_foreign_key(None, "o", ["a"], ["id"])


def downgrade():
    pass
