"""`and` between two conditions: Python decides, SQL never sees the other one."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.sql import column, table

revision = "and_of_conditions"
down_revision = None

documents = table("documents", column("id", sa.String), column("kind", sa.String), column("content", sa.String))


def upgrade():
    op.execute(
        documents.update()
        .where(documents.c.id == op.inline_literal("p1") and documents.c.kind == "pad")
        .values({"content": op.inline_literal("x")})
    )
    op.execute(documents.delete().where(documents.c.id != "a" and documents.c.kind == "b"))


def downgrade():
    op.execute(documents.delete().where(documents.c.id == "a" or documents.c.kind == "b"))
    if documents.c.id == "a":
        op.execute("SELECT 'never'")
