"""Runs upgrade() of a script with real Alembic on a live database: guards.py URL SCRIPT."""
import sys

import sqlalchemy
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext

with sqlalchemy.create_engine(sys.argv[1]).begin() as connection:
    context = MigrationContext.configure(connection)
    with Operations.context(context):
        names = {}
        with open(sys.argv[2], encoding="utf-8") as source:
            exec(compile(source.read(), sys.argv[2], "exec"), names)
        names["upgrade"]()
    # What Alembic does after every revision.
    connection.execute(sqlalchemy.text("UPDATE alembic_version SET version_num = 'done'"))
