"""augmented assignment"""

from alembic import op

revision = "d004e7423234"
down_revision = None


def upgrade():
    sql = "SELECT 1"
    sql += ", 2"
    n = 1
    n *= 5
    op.execute(sql + f", {n}")


def downgrade():
    pass
