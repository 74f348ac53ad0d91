"""multi line"""

from alembic import op

revision = "5200d7c610d5"
down_revision = None


def upgrade():
    op.execute(
        """
        UPDATE t
           SET a = 1
         WHERE b = 'x'
        """
    )


def downgrade():
    op.execute("""UPDATE t
    	SET a = 'tab	inside'
    """)
