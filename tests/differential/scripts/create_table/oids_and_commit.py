"""oids and commit"""

from alembic import op
import sqlalchemy as sa

revision = "745a9f69bd34"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("id", sa.Integer()), postgresql_with_oids=True)
    op.create_table("u", sa.Column("id", sa.Integer()), prefixes=["TEMPORARY"], postgresql_on_commit="PRESERVE_ROWS", postgresql_with_oids=False)


def downgrade():
    op.drop_table("u")
    op.drop_table("t")
