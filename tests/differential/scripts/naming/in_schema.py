"""The schema is part of labels only."""
from alembic import op
import sqlalchemy as sa

revision = "in_schema"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "order",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("code", sa.String(20), unique=True),
        sa.Column("city", sa.Integer(), sa.ForeignKey("city.id", ondelete="CASCADE"), index=True),
        sa.Column("kind", sa.Integer(), sa.ForeignKey("kind.id", name="fk_of_kind")),
        sa.Column("amount", sa.Numeric(), sa.CheckConstraint("amount > 0", name="positive")),
        sa.Column("place", sa.String(), index=True, unique=True),
        sa.ForeignKeyConstraint(["city", "kind"], ["shop.city.a", "shop.city.b"]),
        sa.UniqueConstraint("code", "city"),
        sa.UniqueConstraint("code", "kind", name="uq_given"),
        sa.CheckConstraint("amount < 1000", name="small"),
        sa.CheckConstraint("amount < 1000", name=op.f("ck_final")),
        schema="shop",
    )


def downgrade():
    op.drop_table("order", schema="shop")
