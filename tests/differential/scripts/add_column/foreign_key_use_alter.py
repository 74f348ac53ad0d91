"""foreign key use alter"""

from alembic import op
import sqlalchemy as sa

revision = "223d27eb05d2"
down_revision = None


def upgrade():
    op.add_column("t", sa.Column("a", sa.Integer(), sa.ForeignKey("o.id", use_alter=True, name="fk")))


def downgrade():
    op.drop_constraint("fk", "t")
    op.drop_column("t", "a")
