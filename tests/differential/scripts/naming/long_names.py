"""Names by the convention are cut, others are not."""
from alembic import op
import sqlalchemy as sa

revision = "long_names"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "a_table_with_a_name_that_is_quite_long_for_a_table",
        sa.Column("identifier_of_the_thing", sa.Integer(), primary_key=True),
        sa.Column("another_column_with_a_long_name", sa.Integer(), sa.ForeignKey("some_other_table.id"), index=True, unique=True),
        sa.UniqueConstraint("another_column_with_a_long_name"),
    )
