#pragma once

#include "migrations/base/result.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <utility>
#include <vector>

namespace stillroom
{

/// A database URL by SQLAlchemy's grammar (engine/url.py of 2.0; formats.md 5), which differs from
/// libpq's in what it accepts and decodes. Printing masks; only libpqKeywords() hands the password out.
class DatabaseUrl
{
public:
    /// An Error says which part is wrong without repeating the text: it may hold a password.
    static Result<DatabaseUrl> parse(const QString &text);

    QString driverName; ///< "postgresql+psycopg2"
    std::optional<QString> user{};
    std::optional<QString> password{};
    std::optional<QString> host{};
    std::optional<int> port{};
    std::optional<QString> database{};
    /// In order of first appearance; a key that came several times has several values.
    std::vector<std::pair<QString, QStringList>> query{};

    bool operator==(const DatabaseUrl &) const = default;

    /// "postgresql" of "postgresql+psycopg2".
    QString dialect() const;
    /// postgresql in any driver, and the legacy name postgres, which SQLAlchemy itself refuses.
    bool isPostgres() const;
    /// As SQLAlchemy renders it, with every password (also in the query, also behind a raw `@`) as ***.
    QString masked() const;
    /// As SQLAlchemy renders it, password included.
    QString rendered() const;
    /// What psycopg2 would hand to libpq: host, port, user, password, dbname, then the query's keys,
    /// which override. Errors: another database system; mixed forms of several hosts.
    Result<std::vector<std::pair<QString, QString>>> libpqKeywords() const;
};

/// The text with its password masked, whatever it is: "***" when it does not parse.
QString maskedDatabaseUrl(const QString &text);

} // namespace stillroom
