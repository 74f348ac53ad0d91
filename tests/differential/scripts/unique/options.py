"""options"""

from alembic import op

revision = "336e45f4b883"
down_revision = None


def upgrade():
    op.create_unique_constraint("Uq", "T", ["a", "b"], schema="S", deferrable=True, initially="DEFERRED")


def downgrade():
    op.drop_constraint("Uq", "T", schema="S", type_="unique")
