"""asks the context for the schema of the version table"""

from alembic import context, op
import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

revision = "b2a7f1c05d93"
down_revision = None


def upgrade():
    schema = context.get_context().version_table_schema + "." if context.get_context().version_table_schema else ""
    if context.get_context().dialect.name in ["oracle", "mysql", "postgresql"]:
        op.execute("ALTER TABLE " + schema + "rules ADD COLUMN a INTEGER")
        op.add_column("rules", sa.Column("b", sqlite.JSON()), schema=schema[:-1])


def downgrade():
    op.drop_column("rules", "b", schema=op.get_context().version_table_schema)
