"""f strings"""

from alembic import op

revision = "618147efe183"
down_revision = None

T = "t"
N = 5


def upgrade():
    op.execute(f"SELECT '{T}', {N}, {N + 1}, '{T!r}', '{T:>4}', '{{}}', '{T.upper()}'")
    op.execute(f"SELECT {N:04d}, {2.5:.2f}" f" FROM {T}")
    op.execute(f"""
        SELECT '{", ".join(["a", "b"])}'
    """)


def downgrade():
    pass
