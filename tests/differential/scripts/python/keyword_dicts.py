"""keyword dicts"""

from alembic import op
import sqlalchemy as sa

revision = "7079de82de83"
down_revision = None


def upgrade():
    common = {"nullable": False, "server_default": "x"}
    op.add_column("t", sa.Column("a", sa.String(), **common))
    op.create_table("u", sa.Column("id", sa.Integer()), **{"schema": "s"})
    args = ["t", "b"]
    op.drop_column(*args)


def downgrade():
    pass
