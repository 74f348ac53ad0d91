"""default set"""

from alembic import op
import sqlalchemy as sa

revision = "b7fbeda8f934"
down_revision = None


def upgrade():
    op.alter_column("t", "a", server_default="0")
    op.alter_column("t", "b", server_default=sa.text("now()"))
    op.alter_column("t", "c", server_default=sa.func.now(), existing_type=sa.DateTime())
    op.alter_column("t", "d", server_default=sa.false())
    op.alter_column("t", "e", server_default="it's 5%")
    op.alter_column("t", "f", server_default=sa.text("'5%'"))


def downgrade():
    op.alter_column("t", "a", server_default=None)
    op.alter_column("t", "b", server_default=None, existing_server_default=sa.text("now()"))
    op.alter_column("t", "c", existing_server_default="x", server_default=None)
