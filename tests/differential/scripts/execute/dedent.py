"""dedent"""

from alembic import op

revision = "8284ae423234"
down_revision = None

from textwrap import dedent


def upgrade():
    op.execute(dedent("""\
        SELECT 1
          FROM t
    """))


def downgrade():
    pass
