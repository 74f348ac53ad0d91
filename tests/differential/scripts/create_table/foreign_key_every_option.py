"""foreign key every option"""

from alembic import op
import sqlalchemy as sa

revision = "49332733090e"
down_revision = None


def upgrade():
    op.create_table(
        "book",
        sa.Column("a", sa.Integer()),
        sa.Column("b", sa.Integer()),
        sa.ForeignKeyConstraint(["a", "b"], ["s.pair.x", "s.pair.Y"], name="fk_pair", onupdate="CASCADE", ondelete="SET NULL", deferrable=True, initially="DEFERRED", match="FULL"),
        sa.ForeignKeyConstraint(["a"], ["one.id"], name=op.f("fk_one"), deferrable=False, initially="IMMEDIATE", ondelete="NO ACTION", onupdate="RESTRICT"),
    )


def downgrade():
    op.drop_table("book")
