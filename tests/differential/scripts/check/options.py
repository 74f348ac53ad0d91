"""options"""

from alembic import op

revision = "336e45f4b883"
down_revision = None


def upgrade():
    op.create_check_constraint("ck", "t", "a > 0", postgresql_not_valid=True)
    op.create_check_constraint("ck2", "t", "a > 0", deferrable=True, initially="deferred")
    op.execute("ALTER TABLE t VALIDATE CONSTRAINT ck")


def downgrade():
    op.drop_constraint("ck2", "t")
    op.drop_constraint("ck", "t")
