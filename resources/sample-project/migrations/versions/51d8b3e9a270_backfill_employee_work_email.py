"""Backfill employee work email

Two people of the same name must not get the same address, and accents do not belong into one: that is
worked out row by row, so only Python knows what this revision sends.

Revision ID: 51d8b3e9a270
Revises: 3fa91c60d7be
Create Date: 2026-11-18 10:26:03
"""
import unicodedata

from alembic import op
import sqlalchemy as sa

revision = "51d8b3e9a270"
down_revision = "3fa91c60d7be"
branch_labels = None
depends_on = None

employees = sa.table(
    "employees",
    sa.column("id", sa.Integer),
    sa.column("first_name", sa.String),
    sa.column("last_name", sa.String),
    sa.column("login", sa.String),
    sa.column("work_email", sa.String),
)


def local_part(login, first_name, last_name):
    name = login or f"{first_name.strip()}.{last_name.strip()}"
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return plain.lower().replace(" ", "-")


def upgrade():
    connection = op.get_bind()
    taken = {}
    addresses = []
    rows = connection.execute(
        sa.select(employees.c.id, employees.c.first_name, employees.c.last_name, employees.c.login)
        .where(employees.c.work_email.is_(None))
        .order_by(employees.c.id)
    )
    for number, first_name, last_name, login in rows:
        part = local_part(login, first_name, last_name)
        taken[part] = taken.get(part, 0) + 1
        if taken[part] > 1:
            part = f"{part}.{taken[part]}"
        addresses.append({"number": number, "address": f"{part}@example.org"})
    if addresses:
        connection.execute(
            employees.update()
            .where(employees.c.id == sa.bindparam("number"))
            .values(work_email=sa.bindparam("address")),
            addresses,
        )


def downgrade():
    op.execute("UPDATE employees SET work_email = NULL")
