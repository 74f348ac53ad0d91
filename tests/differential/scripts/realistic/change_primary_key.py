"""change primary key"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "4cb8373659a9"
down_revision = None


def upgrade():
    op.drop_constraint("t_pkey", "t", type_="primary")
    op.add_column("t", sa.Column("uuid", postgresql.UUID(), server_default=sa.text("gen_random_uuid()"), nullable=False))
    op.create_primary_key("t_pkey", "t", ["uuid"])
    op.create_unique_constraint("t_id_key", "t", ["id"])


def downgrade():
    op.drop_constraint("t_id_key", "t", type_="unique")
    op.drop_constraint("t_pkey", "t", type_="primary")
    op.drop_column("t", "uuid")
    op.create_primary_key("t_pkey", "t", ["id"])
