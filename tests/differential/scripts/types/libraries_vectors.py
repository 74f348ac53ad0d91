"""pgvector."""
from alembic import op
import sqlalchemy as sa
import pgvector.sqlalchemy
from pgvector.sqlalchemy import Vector
revision = "libraries_ve"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("place", sa.Column("embedding", Vector(3), nullable=False))
    op.add_column("place", sa.Column("other", pgvector.sqlalchemy.Vector()))
