"""foreign key use alter"""

from alembic import op
import sqlalchemy as sa

revision = "223d27eb05d2"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", sa.Integer()), sa.Column("b", sa.Integer(), sa.ForeignKey("o.id", use_alter=True, name="fk_b")), sa.ForeignKeyConstraint(["a"], ["o.id"], name="fk_a", use_alter=True))


def downgrade():
    op.drop_table("t")
