"""constraint order"""

from alembic import op
import sqlalchemy as sa

revision = "334db2db05d2"
down_revision = None


def upgrade():
    op.create_table(
        "t",
        sa.Column("a", sa.Integer(), sa.ForeignKey("o.id"), unique=True),
        sa.Column("b", sa.Integer(), unique=True),
        sa.CheckConstraint("a > b"),
        sa.UniqueConstraint("b", "a"),
        sa.ForeignKeyConstraint(["b"], ["o.id"]),
        sa.PrimaryKeyConstraint("a", name="pk"),
    )


def downgrade():
    op.drop_table("t")
