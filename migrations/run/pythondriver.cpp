#include "migrations/run/pythondriver.h"

namespace stillroom
{

QByteArray identityQuery()
{
    return "SELECT d.oid || '/' || extract(epoch from pg_postmaster_start_time()) FROM pg_database d "
           "WHERE d.datname = current_database()";
}

QByteArray pythonDriver()
{
    static const char program[] = R"py(
import json, os, sys, time

identity = os.environ.pop("STILLROOM_IDENTITY")
report = open(os.environ.pop("STILLROOM_REPORT"), "a", encoding="utf-8")
url = os.environ.pop("STILLROOM_URL", None)
query = os.environ.pop("STILLROOM_QUERY")
kind, arguments = sys.argv[1], sys.argv[2:]
del sys.path[0]


def tell(**facts):
    report.write(json.dumps(facts, default=str) + "\n")
    report.flush()


from sqlalchemy import event
from sqlalchemy.engine import Engine


@event.listens_for(Engine, "connect")
def look(connection, record):
    module = type(connection).__module__
    if not any(name in module for name in ("psycopg", "pg8000", "asyncpg", "postgresql")):
        return
    cursor = connection.cursor()
    cursor.execute(query)
    found = str(cursor.fetchone()[0])
    cursor.close()
    connection.rollback()
    if found != identity:
        cursor = connection.cursor()
        cursor.execute("SELECT current_database()")
        name = cursor.fetchone()[0]
        cursor.close()
        connection.rollback()
        tell(elsewhere=name)
        report.close()
        os._exit(97)


@event.listens_for(Engine, "before_cursor_execute")
def begin(connection, cursor, statement, parameters, context, many):
    connection.info["stillroom"] = (time.perf_counter(), statement)


@event.listens_for(Engine, "after_cursor_execute")
def end(connection, cursor, statement, parameters, context, many):
    started = connection.info.pop("stillroom", (time.perf_counter(), ""))[0]
    sent = getattr(cursor, "query", None)
    if isinstance(sent, bytes):
        sent = sent.decode("utf-8", "replace")
    bare = statement.replace("%%", "%") if not parameters else statement
    tell(sql=sent or bare, ms=(time.perf_counter() - started) * 1000, rows=cursor.rowcount)


def main():
    if kind == "flask":
        from flask.cli import main as program

        sys.argv = ["flask", "db"] + arguments
        return program()
    import alembic.config

    if url is not None:
        original = alembic.config.Config.__init__

        def configured(self, *positional, **named):
            original(self, *positional, **named)
            self.set_main_option("sqlalchemy.url", url.replace("%", "%%"))

        alembic.config.Config.__init__ = configured
    sys.argv = ["alembic"] + arguments
    return alembic.config.main(argv=arguments, prog="alembic")


try:
    code = main()
except SystemExit as ended:
    raise
except BaseException as error:
    original = getattr(error, "orig", None)
    tell(
        error=(str(original) if original is not None else str(error)).strip() or type(error).__name__,
        type=type(error).__name__,
        sqlstate=getattr(original, "pgcode", None) or getattr(original, "sqlstate", None),
        sql=getattr(error, "statement", None),
    )
    raise
sys.exit(code)
)py";
    return program;
}

} // namespace stillroom
