"""ddl"""

from alembic import op
import sqlalchemy as sa

revision = "71e873147aac"
down_revision = None


def upgrade():
    op.execute(sa.DDL("CREATE VIEW v AS SELECT ':x' AS a, 5 %% 2 AS b"))


def downgrade():
    op.execute(sa.DDL("DROP VIEW v"))
