"""quote in name"""

from alembic import op
import sqlalchemy as sa

revision = "439a34c45fd5"
down_revision = None


def upgrade():
    op.create_table('a "quoted" name', sa.Column('per%cent', sa.Integer(), primary_key=True), sa.Column("dollar$", sa.Integer()), sa.Column("$first", sa.Integer()))


def downgrade():
    op.drop_table('a "quoted" name')
