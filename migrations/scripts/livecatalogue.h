#pragma once

#include "migrations/base/result.h"

#include <QDateTime>
#include <QStringList>

#include <functional>
#include <map>
#include <vector>

namespace stillroom
{

/// A constraint or an index as SQLAlchemy's Inspector names it.
struct CatalogueObject {
    QString name;
    QStringList columns{}; ///< constrained or indexed columns
    bool hasExpressions = false; ///< of an index: `columns` leaves them out
    QString referredSchema{}; ///< of a foreign key: empty when it is in the search path
    QString referredTable{};
    QStringList referredColumns{};
    bool unique = false; ///< of an index

    bool operator==(const CatalogueObject &) const = default;
};

/// A table or view with what guards in scripts ask about.
struct CatalogueTable {
    struct Column {
        QString name;
        bool nullable = true;
        /// format_type() of a type of pg_catalog; empty for other types and where it is not certain.
        QString type{};
        bool hasDefault = true; ///< or an identity, or is computed; also where it is not certain
        bool operator==(const Column &) const = default;
    };
    bool isTable = true; ///< else a view or a materialized view
    bool isVisible = true; ///< found without naming its schema
    std::vector<Column> columns{};
    std::vector<CatalogueObject> indexes{}; ///< without the primary key's
    std::vector<CatalogueObject> foreignKeys{};
    std::vector<CatalogueObject> uniques{};
    std::vector<CatalogueObject> checks{};
    CatalogueObject primaryKey{}; ///< empty name: none

    bool operator==(const CatalogueTable &) const = default;
};

/// What a database held at one moment, by schema and table.
struct LiveCatalogue {
    QString currentSchema; ///< where an unqualified CREATE puts a table; empty: nowhere
    std::map<std::pair<QString, QString>, CatalogueTable> tables;
    QDateTime readAt;

    bool operator==(const LiveCatalogue &) const = default;
};

/// Reads it when the first script asks. Empty: there is no database to ask.
using LiveReader = std::function<Result<LiveCatalogue>()>;

} // namespace stillroom
