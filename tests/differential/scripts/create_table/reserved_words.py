"""reserved words"""

from alembic import op
import sqlalchemy as sa

revision = "00d3ae46ce83"
down_revision = None


def upgrade():
    op.create_table(
        "order",
        sa.Column("user", sa.Integer(), nullable=False),
        sa.Column("group", sa.String(10)),
        sa.Column("desc", sa.Text()),
        sa.Column("value", sa.Text()),
        sa.Column("table", sa.Integer(), sa.ForeignKey("table.select")),
        sa.PrimaryKeyConstraint("user"),
    )


def downgrade():
    op.drop_table("order")
