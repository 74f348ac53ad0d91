"""nested tables"""

from alembic import op
import sqlalchemy as sa

revision = "8ac10e9a7f83"
down_revision = None


def upgrade():
    with op.batch_alter_table("a") as x, op.batch_alter_table("b") as y:
        x.add_column(sa.Column("c", sa.Integer()))
        y.add_column(sa.Column("c", sa.Integer()))


def downgrade():
    for table in ("b", "a"):
        with op.batch_alter_table(table) as batch:
            batch.drop_column("c")
