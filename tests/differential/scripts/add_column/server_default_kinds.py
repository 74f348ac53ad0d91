"""server default kinds"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "86cfa182ce83"
down_revision = None


def upgrade():
    op.add_column("t", sa.Column("a", sa.DateTime(), server_default=sa.func.now(), nullable=False))
    op.add_column("t", sa.Column("b", sa.Text(), server_default=sa.text("'%'")))
    op.add_column("t", sa.Column("c", postgresql.ARRAY(sa.Text()), server_default="{}"))
    op.add_column("t", sa.Column("d", postgresql.JSONB(), server_default=sa.text("'{}'::jsonb"), nullable=False))
    op.add_column("t", sa.Column("e", sa.Numeric(3, 1), server_default="0.5"))


def downgrade():
    for name in ("e", "d", "c", "b", "a"):
        op.drop_column("t", name)
