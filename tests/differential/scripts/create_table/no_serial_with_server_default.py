"""no serial with server default"""

from alembic import op
import sqlalchemy as sa

revision = "e903c75ed034"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("id", sa.Integer(), server_default=sa.text("nextval('t_seq'::regclass)"), nullable=False), sa.PrimaryKeyConstraint("id"))


def downgrade():
    op.drop_table("t")
