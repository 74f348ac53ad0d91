"""tenants"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "67f8911dde83"
down_revision = None


def upgrade():
    op.create_table("tenant", sa.Column("id", postgresql.UUID(as_uuid=True), server_default=sa.text("gen_random_uuid()"), nullable=False), sa.Column("slug", sa.String(40), nullable=False), sa.Column("settings", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'::jsonb"), nullable=False), sa.CheckConstraint("slug ~ '^[a-z]+$'", name="slug_form"), sa.PrimaryKeyConstraint("id", name=op.f("pk_tenant")), sa.UniqueConstraint("slug", name=op.f("uq_tenant_slug")))
    for table in ("invoice", "order"):
        op.add_column(table, sa.Column("tenant_id", postgresql.UUID(as_uuid=True), nullable=True))
        op.create_foreign_key(op.f(f"fk_{table}_tenant_id_tenant"), table, "tenant", ["tenant_id"], ["id"], ondelete="CASCADE")
        op.create_index(op.f(f"ix_{table}_tenant_id"), table, ["tenant_id"])


def downgrade():
    for table in ("order", "invoice"):
        op.drop_index(op.f(f"ix_{table}_tenant_id"), table_name=table)
        op.drop_constraint(op.f(f"fk_{table}_tenant_id_tenant"), table, type_="foreignkey")
        op.drop_column(table, "tenant_id")
    op.drop_table("tenant")
