"""Constraints of their own, with and without a name."""
from alembic import op
import sqlalchemy as sa

revision = "constraints"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_primary_key(None, "person", ["id", "part"])
    op.create_unique_constraint(None, "person", ["first", "last"])
    op.create_unique_constraint("uq_mine", "person", ["first", "last"], schema="app")
    op.create_foreign_key("town", "person", "town", ["town"], ["id"], referent_schema="geo")
    op.create_check_constraint("adult", "person", "age > 17")
    op.create_check_constraint(op.f("ck_adult"), "person", sa.column("age") > 17)
    op.create_index(None, "person", ["first", "last"])
    op.create_index("ix_mine", "person", ["first"])
    with op.batch_alter_table("person") as batch_op:
        batch_op.create_unique_constraint(None, ["one"])
        batch_op.create_index(None, ["two"])


def downgrade():
    op.drop_constraint("adult", "person", type_="check")
    op.drop_constraint(op.f("ck_adult"), "person", type_="check")
    op.drop_constraint("adult", "person")
    op.drop_constraint("fk_x", "person", type_="foreignkey")
    op.drop_constraint("uq_mine", "person", type_="unique")
    op.drop_index("ix_mine", table_name="person")
