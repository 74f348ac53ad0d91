"""use alter"""

from alembic import op

revision = "223d27eb05d2"
down_revision = None


def upgrade():
    op.create_foreign_key("fk", "t", "o", ["a"], ["id"], use_alter=True)


def downgrade():
    op.drop_constraint("fk", "t", "foreignkey")
