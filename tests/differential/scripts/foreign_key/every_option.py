"""every option"""

from alembic import op

revision = "49332733090e"
down_revision = None


def upgrade():
    op.create_foreign_key("fk", "t", "o", ["a", "b"], ["x", "y"], onupdate="CASCADE", ondelete="SET NULL", deferrable=True, initially="DEFERRED", match="FULL", postgresql_not_valid=True)


def downgrade():
    op.drop_constraint("fk", "t")
