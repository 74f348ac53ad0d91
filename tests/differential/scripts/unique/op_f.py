"""op f"""

from alembic import op

revision = "ad7d9cb32b86"
down_revision = None


def upgrade():
    op.create_unique_constraint(op.f("uq_t_a"), "t", ["a"])


def downgrade():
    op.drop_constraint(op.f("uq_t_a"), "t", type_="unique")
