#!/usr/bin/env python3
"""Writes a migrations folder of N revisions that run on PostgreSQL; the same bytes for the same arguments.

    genproject.py --revisions 1000 --style linear|branchy [--branches 3] --out DIR

The folder works with `alembic -c DIR/migrations/alembic.ini` (env.py reads DATABASE_URL) and with
stillroom-cli. Branchy: lines of five revisions side by side, each on tables of its own, joined by a merge.
"""
import argparse
import os
import random

INI = """[alembic]
script_location = %(here)s

[loggers]
keys = root

[handlers]
keys = console

[formatters]
keys = plain

[logger_root]
level = WARN
handlers = console

[handler_console]
class = StreamHandler
args = (sys.stderr,)
formatter = plain

[formatter_plain]
format = %(levelname)s %(message)s
"""

ENV = """import os

from alembic import context
from sqlalchemy import create_engine, pool


def run_migrations_offline():
    context.configure(url=os.environ.get("DATABASE_URL", "postgresql://"), literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()


def run_migrations_online():
    engine = create_engine(os.environ["DATABASE_URL"], poolclass=pool.NullPool)
    with engine.connect() as connection:
        context.configure(connection=connection)
        with context.begin_transaction():
            context.run_migrations()


if context.is_offline_mode():
    run_migrations_offline()
else:
    run_migrations_online()
"""

MAKO = '''"""${message}"""
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
'''

SCRIPT = '''"""{message}

Revision ID: {revision}
Revises: {revises}
Create Date: 2025-01-01 {hour:02}:{minute:02}:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '{revision}'
down_revision = {down}
branch_labels = None
depends_on = None


def upgrade():
{upgrade}


def downgrade():
{downgrade}
'''


class Line:
    """One chain of revisions that owns its tables."""

    def __init__(self, name):
        self.name = name
        self.tables = 0
        self.columns = 0

    def step(self, number):
        """The next operation: message, upgrade lines, downgrade lines."""
        if self.tables == 0 or number % 6 == 0:
            return self.create_table()
        table = f"{self.name}_{self.tables}"
        self.columns += 1
        column = f"c{self.columns}"
        kind = number % 6
        if kind in (1, 4):
            return (f"add {column} to {table}",
                    [f"op.add_column('{table}', sa.Column('{column}', sa.String(length={10 + number % 90}), nullable=True))"],
                    [f"op.drop_column('{table}', '{column}')"])
        if kind == 2:
            return (f"index {table}",
                    [f"with op.batch_alter_table('{table}', schema=None) as batch_op:",
                     f"    batch_op.create_index(batch_op.f('ix_{table}_{column}'), ['name', 'amount'], unique=False)"],
                    [f"with op.batch_alter_table('{table}', schema=None) as batch_op:",
                     f"    batch_op.drop_index(batch_op.f('ix_{table}_{column}'))"])
        if kind == 3:
            return (f"default of {table}.amount",
                    [f"op.alter_column('{table}', 'amount', existing_type=sa.Integer(), server_default='{number}')"],
                    [f"op.alter_column('{table}', 'amount', existing_type=sa.Integer(), server_default=None)"])
        return (f"fill {table}",
                [f"op.execute(\"UPDATE {table} SET name = 'n{number}' WHERE amount > {number}\")"],
                [f"op.execute(\"UPDATE {table} SET name = NULL WHERE name = 'n{number}'\")"])

    def create_table(self):
        self.tables += 1
        table = f"{self.name}_{self.tables}"
        up = [f"op.create_table('{table}',",
              "    sa.Column('id', sa.Integer(), nullable=False),",
              "    sa.Column('name', sa.String(length=80), nullable=True),",
              "    sa.Column('amount', sa.Integer(), nullable=True),",
              "    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),",
              "    sa.PrimaryKeyConstraint('id')",
              ")"]
        return f"create {table}", up, [f"op.drop_table('{table}')"]


class Writer:
    def __init__(self, folder):
        self.folder = folder
        self.random = random.Random(7)
        self.count = 0

    def write(self, parents, message, up, down):
        self.count += 1
        revision = f"{self.random.getrandbits(48):012x}"
        quoted = [repr(parent) for parent in parents]
        text = SCRIPT.format(
            message=message, revision=revision, revises=", ".join(parents),
            hour=self.count // 60 % 24, minute=self.count % 60,
            down="None" if not parents else quoted[0] if len(parents) == 1 else f"({', '.join(quoted)})",
            upgrade="\n".join("    " + line for line in up), downgrade="\n".join("    " + line for line in down))
        name = message.replace(" ", "_").replace(".", "_")
        with open(os.path.join(self.folder, f"{revision}_{name}.py"), "w") as file:
            file.write(text)
        return revision


def linear(writer, count):
    line = Line("t")
    parents = []
    for number in range(count):
        parents = [writer.write(parents, *line.step(number))]


def branchy(writer, count, branches):
    root = Line("t")
    lines = [Line(f"b{number}") for number in range(branches)]
    parents = [writer.write([], *root.step(0))]
    while writer.count < count:
        tips = []
        for line in lines:
            tip = parents
            for number in range(5):
                if writer.count + 1 < count:
                    tip = [writer.write(tip, *line.step(number + writer.count))]
            if tip != parents:
                tips += tip
        parents = [writer.write(tips or parents, f"merge {writer.count}", ["pass"], ["pass"])]


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--revisions", type=int, required=True)
    arguments.add_argument("--style", choices=["linear", "branchy"], default="linear")
    arguments.add_argument("--branches", type=int, default=3)
    arguments.add_argument("--out", required=True)
    options = arguments.parse_args()
    migrations = os.path.join(options.out, "migrations")
    versions = os.path.join(migrations, "versions")
    os.makedirs(versions)
    for name, text in (("alembic.ini", INI), ("env.py", ENV), ("script.py.mako", MAKO)):
        with open(os.path.join(migrations, name), "w") as file:
            file.write(text)
    writer = Writer(versions)
    if options.style == "linear":
        linear(writer, options.revisions)
    else:
        branchy(writer, options.revisions, options.branches)


if __name__ == "__main__":
    main()
