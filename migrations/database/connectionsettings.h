#pragma once

#include "migrations/base/result.h"

#include <QString>

#include <chrono>
#include <utility>
#include <vector>

namespace stillroom
{

/// Where and as whom to connect. Empty texts and zero mean libpq's own default (environment
/// variables PGHOST…, service and password files).
struct ConnectionSettings {
    QString host; ///< name, address, folder of a Unix socket, or libpq's comma-separated list
    QString port; ///< a number, or libpq's comma-separated list
    QString user;
    QString password; ///< never printed
    QString database;
    QString role; ///< taken on with SET ROLE right after the login; empty: the user's own
    std::vector<std::pair<QString, QString>> keywords; ///< further libpq keywords, e.g. sslmode
    std::chrono::milliseconds connectTimeout{10'000}; ///< for the whole of connecting, all hosts together

    bool operator==(const ConnectionSettings &) const = default;

    /// From libpq keywords in order, later ones override. `connect_timeout` becomes connectTimeout.
    /// Errors: InvalidCall for a keyword libpq does not know (named, its value not repeated).
    static Result<ConnectionSettings> fromKeywords(const std::vector<std::pair<QString, QString>> &keywords);
    /// "hr on db.example.org:5432 as alice": for messages; holds no secret.
    QString displayName() const;
};

} // namespace stillroom
