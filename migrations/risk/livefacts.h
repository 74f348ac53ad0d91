#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace stillroom
{

struct LiveColumn {
    QString name;
    QString type; ///< as format_type() prints it
    bool notNull = false;
    bool operator==(const LiveColumn &) const = default;
};

struct LiveConstraint {
    QString name;
    QChar kind; ///< pg_constraint.contype: p, u, c, f, x
    QString otherTable{}; ///< of a foreign key
    bool validated = true;
    QString definition{}; ///< pg_get_constraintdef()
    bool operator==(const LiveConstraint &) const = default;
};

struct LiveIndex {
    QString name;
    QString table;
    bool valid = true;
    QStringList columns{}; ///< expressions are left out
    bool operator==(const LiveIndex &) const = default;
};

/// A table as the server's own statistics know it; sizes are the planner's, so nothing is locked or read.
struct LiveTable {
    QString name; ///< "schema.table"
    std::optional<qint64> rows{}; ///< unset: never analysed
    std::optional<qint64> bytes{}; ///< of the table alone
    std::optional<qint64> totalBytes{}; ///< with its indexes
    std::vector<LiveColumn> columns{};
    std::vector<LiveConstraint> constraints{};
    bool operator==(const LiveTable &) const = default;

    const LiveColumn *column(const QString &name) const;
    const LiveConstraint *constraint(const QString &name) const;
    /// A valid CHECK (column IS NOT NULL): SET NOT NULL then reads nothing (PostgreSQL 12 and later).
    bool provesNotNull(const QString &column) const;
};

/// What the live database tells about the objects a plan names.
struct LiveFacts {
    int serverVersion = 0; ///< 150020
    QString timeZone{};
    QHash<QString, LiveTable> tables{}; ///< by the name the statements use
    std::vector<LiveIndex> indexes{}; ///< of those tables, and the ones the statements name
    QStringList constrainedDomains{}; ///< of the types the statements name: those with a CHECK or NOT NULL

    const LiveTable *table(const QString &name) const;
    const LiveIndex *index(const QString &name) const;
};

} // namespace stillroom
