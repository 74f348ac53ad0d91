#pragma once

#include <QString>

struct pg_conn;
struct pg_result;

namespace stillroom
{

/// True for a result that left the connection inside a COPY, where it would wait for ever.
bool isCopy(const pg_result *result);

/// Leaves the COPY: refuses to send data, throws away data sent to us. The statement's final result is then
/// the next one of PQgetResult().
void leaveCopy(pg_conn *connection, const pg_result *result);

/// The sentence for a statement that wants data a migration does not have.
QString copyRefusal();

} // namespace stillroom
