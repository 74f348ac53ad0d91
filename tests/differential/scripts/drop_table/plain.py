"""plain"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "57f484d0e30e"
down_revision = None


def upgrade():
    op.drop_table("t")


def downgrade():
    op.create_table("t", sa.Column("id", sa.INTEGER(), server_default=sa.text("nextval('t_id_seq'::regclass)"), autoincrement=True, nullable=False), sa.Column("at", postgresql.TIMESTAMP(), autoincrement=False, nullable=True), sa.PrimaryKeyConstraint("id", name="t_pkey"), postgresql_ignore_search_path=False)
