"""in schema"""

from alembic import op
import sqlalchemy as sa

revision = "cb5f7caa7911"
down_revision = None


def upgrade():
    op.create_table(
        "audit",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("what", sa.UnicodeText(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="audit_pkey"),
        schema="meta",
    )


def downgrade():
    op.drop_table("audit", schema="meta")
