"""op f names"""

from alembic import op
import sqlalchemy as sa

revision = "9a7bd74b7f83"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", sa.Integer()), sa.Column("b", sa.Integer()), sa.PrimaryKeyConstraint("a", name=op.f("pk_t")), sa.UniqueConstraint("b", name=op.f("uq_t_b")), sa.CheckConstraint("a > 1", name=op.f("ck_t_a")))


def downgrade():
    op.drop_table("t")
