"""not native with other constraints"""

from alembic import op
import sqlalchemy as sa

revision = "f2c9191dde83"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("A", sa.Enum("x", "y", name="e", native_enum=False, create_constraint=True), sa.ForeignKey("o.id"), unique=True), sa.CheckConstraint("1 = 1", name="c"))


def downgrade():
    op.drop_table("t")
