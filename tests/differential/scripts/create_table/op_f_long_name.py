"""op f long name"""

from alembic import op
import sqlalchemy as sa

revision = "6c9a34c45fd5"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", sa.Integer()), sa.UniqueConstraint("a", name=op.f("uq_this_name_is_far_too_long_for_postgresql_which_keeps_sixty_three_characters")))


def downgrade():
    op.drop_table("t")
