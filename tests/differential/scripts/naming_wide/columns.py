"""Columns bring constraints with them."""
from alembic import op
import sqlalchemy as sa

revision = "columns"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("person", sa.Column("mail", sa.String(), unique=True))
    op.add_column("person", sa.Column("town", sa.Integer(), sa.ForeignKey("town.id"), index=True))
    op.add_column("person", sa.Column("age", sa.Integer(), sa.CheckConstraint("age > 0", name="age")), schema="app")
    op.add_column("person", sa.Column("key", sa.Integer(), primary_key=True))


def downgrade():
    op.drop_column("person", "mail")
