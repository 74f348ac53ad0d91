"""identity every option"""

from alembic import op
import sqlalchemy as sa

revision = "49332733090e"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("id", sa.Integer(), sa.Identity(start=1, increment=2, minvalue=-5, maxvalue=1000, cycle=True, cache=20), nullable=False), sa.Column("z", sa.Integer(), sa.Identity(nominvalue=True, nomaxvalue=True, cycle=False), nullable=True))


def downgrade():
    op.drop_table("t")
