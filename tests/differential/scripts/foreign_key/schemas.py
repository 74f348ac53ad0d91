"""schemas"""

from alembic import op

revision = "5fc3bd64bb83"
down_revision = None


def upgrade():
    op.create_foreign_key("fk", "T", "O", ["A"], ["Id"], source_schema="S.1", referent_schema="S.2")
    op.create_foreign_key("fk2", "t", "o", ["a"], ["id"], referent_schema="public")


def downgrade():
    op.drop_constraint("fk2", "t", type_="foreignkey")
    op.drop_constraint("fk", "T", schema="S.1", type_="foreignkey")
