"""people-core: a small HR application, the sample project of Stillroom."""
import os
from pathlib import Path

from dotenv import load_dotenv
from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

load_dotenv(Path(__file__).resolve().parent / ".env")


def selected(name):
    """The DEV_ or PROD_ variant of a setting, chosen by ENVIRONMENT; refuses to start without it."""
    production = os.environ.get("ENVIRONMENT", "development").lower() == "production"
    key = f"{'PROD' if production else 'DEV'}_{name}"
    value = os.environ.get(key, "")
    if not value:
        raise RuntimeError(f"{key} is not set")
    return value


app = Flask(__name__)
app.config["SECRET_KEY"] = selected("SESSION_SECRET")
app.config["SQLALCHEMY_DATABASE_URI"] = selected("DATABASE_URL")

db = SQLAlchemy(app)
migrate = Migrate(app, db)

import models  # noqa: E402,F401  (the tables must be known to the migration environment)
