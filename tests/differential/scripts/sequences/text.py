"""text"""

from alembic import op
import sqlalchemy as sa

revision = "b3f7e9031c34"
down_revision = None


def upgrade():
    op.execute("CREATE SEQUENCE t_id_seq OWNED BY t.id")
    op.alter_column("t", "id", server_default=sa.text("nextval('t_id_seq'::regclass)"))


def downgrade():
    op.alter_column("t", "id", server_default=None)
    op.execute("DROP SEQUENCE t_id_seq")
