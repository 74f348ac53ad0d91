"""rename and replace"""

from alembic import op
import sqlalchemy as sa

revision = "aa39a80375d5"
down_revision = None


def upgrade():
    op.execute("ALTER TYPE mood RENAME TO mood_old")
    sa.Enum("sad", "happy", name="mood").create(op.get_bind())
    op.execute("ALTER TABLE t ALTER COLUMN m TYPE mood USING m::text::mood")
    op.execute("DROP TYPE mood_old")


def downgrade():
    op.execute("ALTER TYPE mood RENAME TO mood_new")
    old = sa.Enum("sad", "ok", name="mood")
    old.create(op.get_bind())
    op.alter_column("t", "m", type_=old, postgresql_using="m::text::mood", existing_nullable=False)
    op.execute("DROP TYPE mood_new")
