from alembic import op
import sqlalchemy as sa

revision = "ddl_context"
down_revision = None

COLUMNS = [("users", "created_at"), ("Teams", "updated_at")]


def upgrade():
    for table, column in COLUMNS:
        op.get_bind().execute(
            sa.DDL(
                'ALTER TABLE "%(table)s" ALTER COLUMN "%(column)s" TYPE TIMESTAMP WITH TIME ZONE',
                context={"table": table, "column": column},
            )
        )
    op.execute(sa.DDL("SELECT 5 %% 2, %(n)d", context={"n": 3}))


def downgrade():
    op.execute(sa.DDL("COMMENT ON TABLE t IS '%%:x'"))
