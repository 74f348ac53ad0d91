"""Starts the application: `python main.py`."""
import os

from app import app
import routes  # noqa: F401  (registers the routes and runs the start-up check)

if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(os.environ.get("PORT", "5000")))
