"""long op f"""

from alembic import op

revision = "e0ad9cb32b86"
down_revision = None


def upgrade():
    op.drop_constraint(op.f("fk_some_rather_long_table_name_some_rather_long_column_name_other_table"), "t", type_="foreignkey")


def downgrade():
    op.create_foreign_key(op.f("fk_some_rather_long_table_name_some_rather_long_column_name_other_table"), "t", "o", ["a"], ["b"])
