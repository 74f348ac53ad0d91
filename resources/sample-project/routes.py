"""Routes, and the check that runs once when the application starts."""
import os

from flask import jsonify
from sqlalchemy import inspect

from app import app, db
from models import Department, Role, User

required_tables = ["users", "roles", "departments", "employees"]

_migrations_applied = False


def truthy(value):
    return value.lower() in ("true", "1", "yes")


def check_and_run_migrations():
    """Upgrades the database when tables are missing and AUTO_MIGRATE_ON_STARTUP allows it."""
    global _migrations_applied
    if _migrations_applied:
        return None
    _migrations_applied = True
    try:
        with app.app_context():
            present = set(inspect(db.engine).get_table_names())
            if all(name in present for name in required_tables):
                print("[OK] Database tables exist - skipping migrations")
                return True
            if not truthy(os.environ.get("AUTO_MIGRATE_ON_STARTUP", "")):
                print("[WARN] Database tables not found.")
                print("       To auto-run migrations on startup, set: AUTO_MIGRATE_ON_STARTUP=true")
                print("       Otherwise, run manually: flask db upgrade")
                return False
            print("[PACKAGE] Database tables not found. Running migrations...")
            try:
                from flask_migrate import upgrade

                upgrade()
            except Exception as error:
                print(f"[ERROR] Migration failed: {error}")
                raise
            print("[OK] Migrations completed successfully!")
            return True
    except Exception as error:
        print(f"[ERROR] Error checking database tables: {error}")
        raise


def create_default_users():
    if db.session.query(User).first() is not None:
        return False
    for name in ("super administrator", "administrator", "manager", "employee"):
        if db.session.query(Role).filter_by(name=name).first() is None:
            db.session.add(Role(name=name))
    db.session.flush()
    for role in db.session.query(Role).order_by(Role.id):
        db.session.add(User(login=role.name.replace(" ", "."), role_id=role.id))
    db.session.commit()
    return True


def create_default_master_data():
    if db.session.query(Department).first() is None:
        for code, name in (("HR", "Human Resources"), ("ENG", "Engineering"), ("FIN", "Finance")):
            db.session.add(Department(code=code, name=name))
    db.session.commit()
    return True


def create_default_data():
    """Adds the first users and master data; never stops the start."""
    try:
        with app.app_context():
            if "users" not in inspect(db.engine).get_table_names():
                print("[WARN] Database tables not yet created. Skipping default data initialization.")
                print(
                    "       Tables will be created automatically on next startup"
                    " if AUTO_MIGRATE_ON_STARTUP=true"
                )
                return
            if create_default_users():
                print("[OK] Default users created successfully!")
            if create_default_master_data():
                print("[OK] Default master data created successfully!")
    except Exception as error:
        print(f"[WARN] Warning: Could not initialize default data: {error}")
        print("This is normal if the database is not yet set up or tables haven't been created.")


@app.get("/health")
def health():
    return jsonify(status="ok")


@app.get("/departments")
def departments():
    rows = db.session.query(Department).order_by(Department.code)
    return jsonify([{"code": row.code, "name": row.name} for row in rows])


if os.environ.get("FLASK_SKIP_DB_INIT") != "1":
    check_and_run_migrations()
    create_default_data()
