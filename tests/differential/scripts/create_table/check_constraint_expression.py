"""check constraint expression"""

from alembic import op
import sqlalchemy as sa

revision = "94cc7633090e"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", sa.Integer()), sa.Column("b", sa.Text()), sa.CheckConstraint(sa.column("a") > 5), sa.CheckConstraint(sa.and_(sa.column("a") != 3, sa.column("b").in_(["x", "y"])), name="both"))


def downgrade():
    op.drop_table("t")
