"""defaults"""

from alembic import op
import sqlalchemy as sa

revision = "040e71bbde83"
down_revision = None


def upgrade():
    op.create_table(
        "t",
        sa.Column("a", sa.Integer(), server_default="0"),
        sa.Column("b", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("c", sa.String(8), server_default="it's", nullable=False),
        sa.Column("d", sa.DateTime(), server_default=sa.func.now()),
        sa.Column("e", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("f", sa.Text(), server_default=""),
        sa.Column("g", sa.Boolean(), server_default=sa.true()),
        sa.Column("h", sa.Boolean(), server_default=sa.false()),
        sa.Column("i", sa.DateTime(), server_default=sa.func.current_timestamp()),
        sa.Column("j", sa.JSON(), server_default="{}"),
        sa.Column("k", sa.Text(), server_default="100%"),
        sa.Column("l", sa.Text(), server_default="back\\slash"),
        sa.Column("m", sa.Text(), server_default=sa.text("'100%'")),
        sa.Column("n", sa.Text(), server_default=sa.null()),
    )


def downgrade():
    op.drop_table("t")
