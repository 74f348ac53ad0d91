from alembic import op
import sqlalchemy as sa
from sqlalchemy import exc

revision = "guarded"
down_revision = None


def upgrade():
    op.execute("COMMIT")
    try:
        op.execute("SHOW bdr.permit_ddl_locking")
        op.execute("SET LOCAL bdr.permit_ddl_locking = true")
    except exc.ProgrammingError:
        op.execute("SELECT 'never'")
    else:
        op.execute("SELECT 'else'")
    finally:
        op.execute("SELECT 'finally'")
    op.execute("ALTER TYPE mood ADD VALUE 'fine'")


def one(name):
    try:
        op.drop_constraint(name, "t")
        return name
    except Exception as error:
        print(error)


def downgrade():
    for name in ("a_key", "b_key"):
        op.execute("SELECT '%s'" % one(name))
