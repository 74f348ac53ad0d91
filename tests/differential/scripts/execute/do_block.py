"""do block"""

from alembic import op

revision = "839804fe4ffb"
down_revision = None


def upgrade():
    op.execute("""DO $$ BEGIN IF NOT EXISTS (SELECT 1) THEN CREATE TYPE x AS ENUM ('a'); END IF; END $$;""")


def downgrade():
    op.execute("DO $body$ BEGIN DROP TYPE x; END $body$")
