"""function body"""

from alembic import op

revision = "4b6af980a8a9"
down_revision = None


def upgrade():
    op.execute(
        """
        CREATE FUNCTION touch() RETURNS trigger AS $$
        BEGIN
            NEW.updated_at := now();
            RETURN NEW;
        END;
        $$ LANGUAGE plpgsql;
        """
    )
    op.execute("CREATE TRIGGER touch BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION touch()")


def downgrade():
    op.execute("DROP TRIGGER touch ON t")
    op.execute("DROP FUNCTION touch()")
