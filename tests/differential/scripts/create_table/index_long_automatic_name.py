"""index long automatic name"""

from alembic import op
import sqlalchemy as sa

revision = "a89a34c45fd5"
down_revision = None


def upgrade():
    op.create_table("a_table_whose_name_is_really_quite_long_already", sa.Column("and_a_column_name_that_adds_to_it", sa.Integer(), index=True))


def downgrade():
    op.drop_table("a_table_whose_name_is_really_quite_long_already")
