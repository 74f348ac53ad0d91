"""table with metadata"""

from alembic import op
import sqlalchemy as sa

revision = "368c563a5011"
down_revision = None

meta = sa.MetaData()
users = sa.Table("users", meta, sa.Column("id", sa.Integer, primary_key=True), sa.Column("role", sa.String(5)))


def upgrade():
    op.execute(users.update().where(users.c.role == "x").values(role="y"))
    op.bulk_insert(users, [{"id": 1, "role": "admin"}])


def downgrade():
    op.execute(users.delete().where(users.c.id == 1))
