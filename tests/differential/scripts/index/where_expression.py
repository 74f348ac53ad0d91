"""where expression"""

from alembic import op
import sqlalchemy as sa

revision = "94cc7633090e"
down_revision = None


def upgrade():
    op.create_index("ix", "t", ["a"], postgresql_where=sa.column("b") == True)
    op.create_index("ix2", "t", ["a"], postgresql_where=sa.column("b").is_(None))
    op.create_index("ix3", "t", ["a"], postgresql_where=sa.and_(sa.column("b").isnot(None), sa.column("c") != "x"))
    op.create_index("ix4", "t", ["a"], postgresql_where=sa.or_(sa.column("B") > 5, sa.not_(sa.column("c"))))
    op.create_index("ix5", "t", ["a"], postgresql_where=sa.column("b").in_(["x", "it's"]))
    op.create_index("ix6", "t", ["a"], postgresql_where=~sa.column("b").in_([1, 2]))
    op.create_index("ix7", "t", ["a"], postgresql_where=(sa.column("a") > 1) & (sa.column("b") <= 2) | (sa.column("c") == "q"))


def downgrade():
    for i in (7, 6, 5, 4, 3, 2):
        op.drop_index("ix%d" % i, table_name="t")
    op.drop_index("ix", table_name="t")
