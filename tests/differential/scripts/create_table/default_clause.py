"""default clause"""

from alembic import op
import sqlalchemy as sa

revision = "6574067285d5"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", sa.Integer(), sa.DefaultClause("5")), sa.Column("b", sa.DateTime(), server_default=sa.text("TIMEZONE('utc', CURRENT_TIMESTAMP)"), server_onupdate=sa.text("now()")))


def downgrade():
    op.drop_table("t")
