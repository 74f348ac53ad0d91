"""index element options"""

from alembic import op
import sqlalchemy as sa

revision = "336e45f4b883"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", sa.Text()), sa.Index("ix_t_a", "a", postgresql_using="gin", postgresql_ops={"a": "gin_trgm_ops"}))


def downgrade():
    op.drop_table("t")
