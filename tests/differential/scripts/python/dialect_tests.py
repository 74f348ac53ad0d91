"""dialect tests"""

from alembic import op

revision = "111ab592de83"
down_revision = None


def upgrade():
    bind = op.get_bind()
    if bind.dialect.name == "postgresql":
        op.execute("CREATE EXTENSION IF NOT EXISTS citext")
    if op.get_context().dialect.name != "sqlite":
        op.execute("SELECT 1")
    if op.get_bind().engine.name == "mysql" if False else bind.dialect.name in ("mysql",):
        op.execute("SELECT 'never'")


def downgrade():
    if op.get_context().dialect.name == "postgresql":
        op.execute("DROP EXTENSION citext")
