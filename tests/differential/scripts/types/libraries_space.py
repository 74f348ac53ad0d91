"""GeoAlchemy2 and pgvector; compared where they are installed."""
from alembic import op
import sqlalchemy as sa
import geoalchemy2
from geoalchemy2 import Geography, Geometry
revision = "libraries_sp"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "place",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("area", geoalchemy2.types.Geometry(geometry_type="POLYGON", srid=4326, spatial_index=False)),
        sa.Column("point", Geography("point", 4326, spatial_index=False)),
        sa.Column("any", Geometry(None, spatial_index=False)),
    )
    op.alter_column("place", "area", existing_type=Geometry("POINT", 4326), nullable=True)
