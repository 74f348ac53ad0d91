"""everything at once"""

from alembic import op
import sqlalchemy as sa

revision = "a3b6e90075d5"
down_revision = None


def upgrade():
    op.add_column("t", sa.Column("A", sa.BigInteger(), sa.ForeignKey("o.id", name="fk"), nullable=False, server_default=sa.text("5"), index=True, comment="c"))


def downgrade():
    op.drop_column("t", "A")
