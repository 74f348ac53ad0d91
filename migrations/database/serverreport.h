#pragma once

#include "migrations/base/error.h"

#include <QString>

struct pg_conn;
struct pg_result;

namespace stillroom
{

/// An error or notice of the server with the fields PostgreSQL sends.
struct ServerReport {
    QString severity; ///< "ERROR", "NOTICE", …; not translated
    QString sqlState;
    QString message;
    QString detail;
    QString hint;
    int position = 0; ///< character in the statement from 1; 0: none
    QString context;
    QString schema;
    QString table;
    QString column;
    QString constraint;
    bool connectionLost = false; ///< the connection is gone, with or without a word of the server

    bool operator==(const ServerReport &) const = default;
    /// Kind Database, or Unreachable when the connection is lost, or Cancelled for 57014 (a cancel request or
    /// statement_timeout: the server uses one code for both).
    Error toError() const;
};

/// The fields of an error or notice result.
ServerReport reportOf(const pg_result *result);
/// What libpq says after the connection broke without a word of the server.
ServerReport lostReport(const pg_conn *connection);

} // namespace stillroom
