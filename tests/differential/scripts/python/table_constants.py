"""table constants"""

from alembic import op
import sqlalchemy as sa

revision = "f01e911dde83"
down_revision = None

users = sa.table("users", sa.column("id", sa.Integer), sa.column("role", sa.String))


def upgrade():
    op.execute(users.update().where(users.c.role == "x").values(role="y"))
    op.bulk_insert(users, [{"id": 1, "role": "admin"}])


def downgrade():
    op.execute(users.delete().where(users.c.id == 1))
