"""several"""

from alembic import op

revision = "8082ca5567ac"
down_revision = None


def upgrade():
    op.create_primary_key("Pk", "T", ["b", "A"], schema="S")


def downgrade():
    op.drop_constraint("Pk", "T", type_="primary", schema="S")
