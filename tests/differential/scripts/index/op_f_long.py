"""op f long"""

from alembic import op

revision = "f44eee5b0437"
down_revision = None


def upgrade():
    op.create_index(op.f("ix_a_very_long_table_name_for_an_index_a_very_long_column_name_as_well"), "a_very_long_table_name_for_an_index", ["a_very_long_column_name_as_well"])


def downgrade():
    op.drop_index(op.f("ix_a_very_long_table_name_for_an_index_a_very_long_column_name_as_well"), table_name="a_very_long_table_name_for_an_index")
