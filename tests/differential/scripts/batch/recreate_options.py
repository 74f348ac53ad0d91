"""recreate options"""

from alembic import op
import sqlalchemy as sa

revision = "336e45f4b883"
down_revision = None


def upgrade():
    with op.batch_alter_table("t", recreate="auto", table_kwargs={"sqlite_autoincrement": True}, naming_convention={"uq": "uq_%(table_name)s"}, reflect_kwargs={}) as batch_op:
        batch_op.add_column(sa.Column("a", sa.Integer()))


def downgrade():
    with op.batch_alter_table("t", recreate="never") as batch_op:
        batch_op.drop_column("a")
