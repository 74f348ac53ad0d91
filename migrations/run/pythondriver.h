#pragma once

#include <QByteArray>

namespace stillroom
{

/// The Python program that starts `flask db …` or `alembic …` inside the project's interpreter. It reads
/// from the environment and takes away:
/// - STILLROOM_IDENTITY: what identityQuery() answers on the planned database;
/// - STILLROOM_REPORT: a file to which it writes one JSON object a line: `{"sql", "ms", "rows"}` for each
/// statement
///   that ran, `{"error", "sqlstate", "sql"}` for what ended it, `{"elsewhere"}` for a refused connection;
/// - STILLROOM_URL: replaces `sqlalchemy.url` of Alembic's configuration; unset: left as it is.
QByteArray pythonDriver();

/// Names a database among all others: its number and its server's start.
QByteArray identityQuery();

} // namespace stillroom
