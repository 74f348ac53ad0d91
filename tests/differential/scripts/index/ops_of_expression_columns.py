"""ops of expression columns"""

from alembic import op
import sqlalchemy as sa

revision = "122b9e92b883"
down_revision = None


def upgrade():
    op.create_index("ix", "t", [sa.column("A"), sa.literal_column("lower(b)"), sa.text("c")], postgresql_ops={"A": "text_pattern_ops", "lower(b)": "text_ops", "c": "unused"})


def downgrade():
    op.drop_index("ix", table_name="t")
