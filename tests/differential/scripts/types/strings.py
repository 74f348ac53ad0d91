"""strings"""

from alembic import op
import sqlalchemy as sa

revision = "618147efe183"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", sa.String()), sa.Column("b", sa.String), sa.Column("c", sa.String(50)), sa.Column("d", sa.String(length=50, collation="C")), sa.Column("e", sa.Unicode(20)), sa.Column("f", sa.Unicode()), sa.Column("g", sa.UnicodeText()), sa.Column("h", sa.Text()), sa.Column("i", sa.Text(length=1000)), sa.Column("j", sa.Text(collation="de_DE")))


def downgrade():
    op.drop_table("t")
