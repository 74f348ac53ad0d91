"""a column named twice: the second one takes the first one's place"""

from alembic import op
import sqlalchemy as sa

revision = "4c1d3d0e6b7a"
down_revision = None


def upgrade():
    op.create_table(
        "harvested",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created", sa.Text(), nullable=False),
        sa.Column("guid", sa.Text(), comment="kept"),
        sa.Column("created", sa.DateTime(), server_default=sa.func.now()),
        sa.PrimaryKeyConstraint("id"),
    )


def downgrade():
    op.create_table(
        "harvested",
        sa.Column("a", sa.Integer(), key="x"),
        sa.Column("b", sa.Integer(), key="x"),
        sa.Column("guid", sa.Text(), comment="gone"),
        sa.Column("guid", sa.Text()),
        sa.Column("guid", sa.String(5)),
    )
