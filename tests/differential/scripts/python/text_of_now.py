from alembic import op
import sqlalchemy as sa

revision = "text_of_now"
down_revision = None


def upgrade():
    op.execute("INSERT INTO t (a) VALUES ('{0}')".format(sa.func.now()))
    op.execute(f"INSERT INTO t (a) VALUES ('{sa.func.now()}')")


def downgrade():
    op.execute("SELECT '%s', %s" % (sa.func.now(), str(sa.func.now())))
