"""op f"""

from alembic import op

revision = "817d9cb32b86"
down_revision = None


def upgrade():
    op.create_foreign_key(op.f("fk_t_a_o"), "t", "o", ["a"], ["id"])


def downgrade():
    op.drop_constraint(op.f("fk_t_a_o"), "t", type_="foreignkey")
