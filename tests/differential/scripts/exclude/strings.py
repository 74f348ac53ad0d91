"""strings"""

from alembic import op

revision = "618147efe183"
down_revision = None


def upgrade():
    op.create_exclude_constraint("ex", "t", ("during", "&&"), ("Room", "="))


def downgrade():
    op.drop_constraint("ex", "t")
