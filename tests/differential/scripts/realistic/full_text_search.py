"""full text search"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "3d14fc6ae2e8"
down_revision = None


def upgrade():
    op.add_column("doc", sa.Column("tsv", postgresql.TSVECTOR()))
    op.execute("UPDATE doc SET tsv = to_tsvector('english', coalesce(title, '') || ' ' || coalesce(body, ''))")
    op.create_index("ix_doc_tsv", "doc", ["tsv"], postgresql_using="gin")


def downgrade():
    op.drop_index("ix_doc_tsv", table_name="doc", postgresql_using="gin")
    op.drop_column("doc", "tsv")
