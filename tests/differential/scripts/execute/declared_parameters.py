"""declared parameters"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "5f0d2c7be914"
down_revision = None


def upgrade():
    op.execute(sa.text("UPDATE t SET a = :a").bindparams(sa.bindparam("a", "it's")))
    op.execute(sa.text("UPDATE t SET a = :a, b = :b").bindparams(sa.bindparam("a", value=5, type_=sa.Integer), b=True))
    op.execute(sa.text("UPDATE t SET a = :a").bindparams(sa.bindparam("a", value=["x", {"k": None}], type_=sa.JSON)))


def downgrade():
    text = sa.text("UPDATE t SET a = :a").bindparams(sa.bindparam("a", type_=sa.String))
    op.execute(text.bindparams(a="100%"))
    op.execute(text.bindparams(sa.bindparam("a", "again")))
