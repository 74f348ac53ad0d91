"""name too long"""

from alembic import op

revision = "2d4eee5b0437"
down_revision = None


def upgrade():
    op.create_unique_constraint("uq_this_name_is_far_too_long_for_postgresql_which_keeps_sixty_three_characters", "t", ["a"])


def downgrade():
    op.drop_index("ix_this_name_is_far_too_long_for_postgresql_which_keeps_sixty_three_characters", table_name="t")
