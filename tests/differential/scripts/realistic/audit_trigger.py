"""audit trigger"""

from alembic import op

revision = "f49384ee05d2"
down_revision = None


def upgrade():
    op.execute("""
    CREATE OR REPLACE FUNCTION audit() RETURNS trigger AS $audit$
    BEGIN
        INSERT INTO audit_log (what, at) VALUES (TG_OP || ': ' || format('%s', NEW.id), now());
        RETURN NEW;
    END
    $audit$ LANGUAGE plpgsql
    """)
    for table in ["a", "b"]:
        op.execute(f"CREATE TRIGGER audit_{table} AFTER INSERT ON {table} FOR EACH ROW EXECUTE PROCEDURE audit()")


def downgrade():
    for table in ["b", "a"]:
        op.execute(f"DROP TRIGGER audit_{table} ON {table}")
    op.execute("DROP FUNCTION audit()")
