#pragma once

#include "migrations/operations/sqltext.h"

namespace stillroom
{

/// INSERT statements: one per row, or a single one.
QStringList insertTexts(SqlText &sql, const BulkInsert &insert);

/// INSERT INTO … SELECT ….
QString insertSelectText(SqlText &sql, const InsertSelect &insert);

QString updateText(SqlText &sql, const UpdateRows &update);
QString deleteText(SqlText &sql, const DeleteRows &remove);

} // namespace stillroom
