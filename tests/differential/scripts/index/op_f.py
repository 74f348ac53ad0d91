"""op f"""

from alembic import op

revision = "d07d9cb32b86"
down_revision = None


def upgrade():
    op.create_index(op.f("ix_t_a"), "t", ["a"], unique=False)


def downgrade():
    op.drop_index(op.f("ix_t_a"), table_name="t")
