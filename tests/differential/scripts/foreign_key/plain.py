"""plain"""

from alembic import op

revision = "57f484d0e30e"
down_revision = None


def upgrade():
    op.create_foreign_key("fk_a", "t", "o", ["a"], ["id"])


def downgrade():
    op.drop_constraint("fk_a", "t", type_="foreignkey")
