#pragma once

#include "migrations/base/error.h"

#include <QString>

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
    /// Kind Database, or Unreachable when the connection is lost, or Cancelled for 57014 after a cancel.
    Error toError() const;
};

} // namespace stillroom
