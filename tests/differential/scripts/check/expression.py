"""expression"""

from alembic import op
import sqlalchemy as sa

revision = "94cc7633090e"
down_revision = None


def upgrade():
    op.create_check_constraint("ck", "t", sa.column("a") > 5)
    op.create_check_constraint("ck2", "t", sa.func.len(sa.column("Name")) > 5)
    op.create_check_constraint("ck3", "t", sa.and_(sa.column("a") > 1, sa.or_(sa.column("b").is_(None), sa.column("c") == "it's")))
    op.create_check_constraint("ck4", "t", sa.column("a").in_(("x", "y")))
    op.create_check_constraint("ck5", "t", sa.column("a").like("x%"))


def downgrade():
    op.drop_constraint("ck5", "t")
    op.drop_constraint("ck4", "t")
    op.drop_constraint("ck3", "t")
    op.drop_constraint("ck2", "t")
    op.drop_constraint("ck", "t")
