"""global dict of tables"""

from alembic import op
import sqlalchemy as sa

revision = "8ac10e9a7f83"
down_revision = None

SPEC = [
    ("a", [("x", sa.Integer()), ("y", sa.Text())]),
    ("b", [("z", sa.Boolean())]),
]


def upgrade():
    for table, columns in SPEC:
        for name, type_ in columns:
            op.add_column(table, sa.Column(name, type_, nullable=True))


def downgrade():
    for table, columns in SPEC:
        for name, _ in columns:
            op.drop_column(table, name)
