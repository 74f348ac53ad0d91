"""default functions"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "366e45f4b883"
down_revision = None


def upgrade():
    op.create_table(
        "t",
        sa.Column("a", postgresql.UUID(), server_default=sa.func.gen_random_uuid()),
        sa.Column("b", sa.DateTime(), server_default=sa.func.timezone("utc", sa.func.now())),
        sa.Column("c", sa.Date(), server_default=sa.func.current_date()),
        sa.Column("d", sa.Text(), server_default=sa.func.current_user()),
        sa.Column("e", sa.DateTime(), server_default=sa.func.CURRENT_TIMESTAMP()),
        sa.Column("f", sa.Text(), server_default=sa.func.concat("a", "b")),
        sa.Column("g", sa.Time(), server_default=sa.func.LOCALTIME()),
        sa.Column("h", sa.Integer(), server_default=sa.func.coalesce(None, 5)),
        sa.Column("i", sa.DateTime(), server_default=sa.func.NOW()),
        sa.Column("j", sa.Text(), server_default=sa.func.app.next_code("x", 3)),
    )


def downgrade():
    op.drop_table("t")
