"""Types whose SQL the settings declare, imported in every way."""
from alembic import op
import sqlalchemy as sa
from projecttypes import Money
import projecttypes
import projecttypes as project
revision = "imported"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "price",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("amount", Money(), nullable=False, server_default="0"),
        sa.Column("other", projecttypes.Money("USD")),
        sa.Column("colour", project.deep.Colour(palette=lambda: project.PALETTE), index=True),
        sa.Column("plain", projecttypes.deep.Colour),
        sa.Column("list", sa.ARRAY(Money())),
    )
    op.add_column("price", sa.Column("count", projecttypes.Counter(), nullable=False))
    op.alter_column("price", "amount", existing_type=sa.Integer(), type_=Money)


def downgrade():
    op.alter_column("price", "amount", existing_type=Money("X"), nullable=True)
