"""An unnamed foreign key and dropping what only the convention names."""
from alembic import op
import sqlalchemy as sa

revision = "unnamed_key"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_foreign_key(None, "person", "town", ["town"], ["id"])
    with op.batch_alter_table("person", schema="app") as batch_op:
        batch_op.create_foreign_key(None, "town", ["town"], ["id"])


def downgrade():
    op.drop_constraint(None, "person", type_="primary")
