"""keywords"""

from alembic import op

revision = "fad3ae46ce83"
down_revision = None


def upgrade():
    op.create_foreign_key(constraint_name="fk", source_table="t", referent_table="o", local_cols=["a"], remote_cols=["id"])


def downgrade():
    op.drop_constraint(constraint_name="fk", table_name="t", type_="foreignkey", schema=None)
