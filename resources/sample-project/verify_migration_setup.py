"""Checks the set-up of the automatic migration at start-up: `python verify_migration_setup.py`."""
import os
import subprocess
import sys

RULE = "=" * 60
REQUIRED_TABLES = ["users", "roles", "departments", "employees"]


def heading(title):
    print(f"\n{RULE}\n  {title}\n{RULE}")


def ok(text):
    print(f"✅ {text}")


def error(text):
    print(f"❌ {text}")


def warning(text):
    print(f"⚠️ {text}")


def information(text):
    print(f"ℹ️ {text}")


def detail(text):
    print(f"     {text}")


def check_environment():
    heading("Checking Environment Variables")
    for name in ("ENVIRONMENT", "AUTO_MIGRATE_ON_STARTUP"):
        value = os.environ.get(name)
        if value is None:
            warning(f"{name}: not set")
        else:
            ok(f"{name}: {value}")
    for name in ("DEV_DATABASE_URL", "PROD_DATABASE_URL"):
        ok(f"{name}: {os.environ.get(name, 'not set')[:30]}...")
    enabled = os.environ.get("AUTO_MIGRATE_ON_STARTUP", "").lower() in ("true", "1", "yes")
    if enabled:
        ok("Auto-migration is ENABLED")
    else:
        warning("Auto-migration is DISABLED")
    return enabled


def check_files():
    heading("Checking Migration Files")
    if not os.path.exists("migrations"):
        error("migrations/ directory not found")
        return False
    ok("migrations/ directory exists")
    if os.path.exists("migrations/alembic.ini"):
        ok("alembic.ini found")
    else:
        warning("alembic.ini not found")
    if not os.path.exists("migrations/env.py"):
        error("env.py not found")
        return False
    ok("env.py found")
    versions = "migrations/versions"
    if os.path.exists(versions):
        names = os.listdir(versions) if os.path.isdir(versions) else []
        python = sum(name.endswith(".py") for name in names)
        sql = sum(name.endswith(".sql") for name in names)
        ok(f"versions/ found with {python + sql} migrations")
        detail(f"- Python migrations: {python}")
        detail(f"- SQL migrations: {sql}")
    else:
        warning("versions/ directory not found")
    return True


def check_code():
    heading("Checking routes.py Implementation")
    if not os.path.exists("routes.py"):
        error("routes.py not found")
        return False
    with open("routes.py", encoding="utf-8") as file:
        text = file.read()
    complete = True
    for word, label in (
        ("check_and_run_migrations", "Migration checker function"),
        ("_migrations_applied", "One-time execution flag"),
        ("AUTO_MIGRATE_ON_STARTUP", "Environment variable usage"),
        ("flask_migrate", "Migration framework import"),
    ):
        if word in text:
            ok(f"Found: {label}")
        else:
            warning(f"Missing: {label}")
            complete = False
    return complete


def check_database():
    heading("Checking Database Connection")
    try:
        from app import app, db
        from sqlalchemy import inspect, text

        with app.app_context(), db.engine.connect() as connection:
            connection.execute(text("SELECT 1"))
            ok("Database connection successful")
            present = inspect(connection).get_table_names()
    except Exception as failure:
        error(f"Database connection failed: {failure}")
        return False
    missing = [name for name in REQUIRED_TABLES if name not in present]
    if missing:
        warning(f"Missing tables: {', '.join(missing)}")
        information("Run: flask db upgrade")
        return False
    ok("All required tables exist")
    return True


def check_status():
    heading("Checking Migration Status")
    try:
        current = run("current")
        if current.returncode == 0:
            ok(f"Current migration: {current.stdout.strip()}")
        else:
            warning("Could not determine migration status")
            if current.stderr:
                detail(f"Error: {current.stderr}")
        history = run("history", "--verbose")
        lines = history.stdout.strip().split("\n")
        if history.returncode == 0 and history.stdout:
            ok(f"Migration history ({len(lines)} entries):")
            for line in lines[-5:]:
                detail(line)
    except Exception as failure:
        warning(f"Could not check migration status: {failure}")


def run(*arguments):
    return subprocess.run(
        ["flask", "db", *arguments], capture_output=True, text=True, timeout=10, check=False
    )


def main():
    heading("DATABASE MIGRATION AUTO-RUN VERIFICATION")
    results = {
        "Environment": check_environment(),
        "Migration files": check_files(),
        "Code implementation": check_code(),
        "Database": check_database(),
    }
    check_status()
    heading("Summary")
    for label, passed in results.items():
        print(f"{label}: {'✅' if passed else '❌'}")
    print()
    ready = results["Environment"] and results["Migration files"] and results["Code implementation"]
    if ready:
        ok("All checks passed! Auto-migration is ready.")
        print("\nNext steps:")
        print("1. Ensure AUTO_MIGRATE_ON_STARTUP is set in your environment")
        print("2. Run: flask db upgrade (if tables don't exist)")
        print("3. Start the app: python main.py")
    else:
        error("Some checks failed. See above for details.")
    print(f"\n{RULE}")
    return 0 if ready else 1


if __name__ == "__main__":
    sys.exit(main())
