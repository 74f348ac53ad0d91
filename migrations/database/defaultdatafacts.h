#pragma once

#include "migrations/database/connection.h"

namespace stillroom
{

/// Rows of one required table, as far as they tell about default data.
struct TableRows {
    QString name;
    qint64 rows = 0; ///< counted up to 1000
    bool more = false; ///< there are more than that
    bool refersToUsers = false; ///< a foreign key to the users table
    bool isReferredTo = false; ///< by a foreign key of the users table
    qint64 accessRoles
        = 0; ///< rows whose name is that of an access role (administrator, manager, employee …)
    qint64 repeatedNames = 0; ///< rows whose name another row has too; 0 for tables without a name column

    bool operator==(const TableRows &) const = default;
};

/// What the data itself shows of default data (spec/auto-run.md 2, "Known defects"). The users table is the
/// first required one.
struct DefaultDataFacts {
    std::vector<TableRows> tables{}; ///< those that are there and may be read, in the order asked for
    QString mustChangeColumn{}; ///< boolean of the users table: the password has to be changed; empty: none
    qint64 mustChange = 0; ///< users for whom it is set
    qint64 mustChangeOld = 0; ///< of those, created more than a week ago; 0 when no column tells

    bool operator==(const DefaultDataFacts &) const = default;
    const TableRows *users() const { return tables.empty() ? nullptr : &tables.front(); }
};

/// Two queries, whatever the number of tables; nothing when the first required table is not there. Errors: as
/// Connection::query().
Result<DefaultDataFacts> readDefaultDataFacts(Connection &connection, const QStringList &requiredTables);

} // namespace stillroom
