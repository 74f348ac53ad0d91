#pragma once

#include "migrations/base/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace stillroom
{

class RevisionGraph;

/// One list of required tables as the project writes it.
struct TableList {
    QStringList names; ///< in the order written
    SourcePlace place;
    QString function{}; ///< the function it stands in; empty: module level

    bool operator==(const TableList &) const = default;
};

/// The tables whose presence counts as "the tables exist" (spec/auto-run.md 1.3), and where that was found.
struct RequiredTables {
    std::optional<TableList> list{}; ///< what counts; unset: none found, the table question is unknown
    bool fromSetting = false; ///< list came from the settings or the call, not from Python
    std::vector<TableList> found{}; ///< one list a file, in the order of the search
    std::vector<Error> unread{}; ///< files that name the list and cannot be read as Python

    bool operator==(const RequiredTables &) const = default;
    /// The routes and verify_migration_setup.py hold different lists.
    bool listsDiffer() const;
    /// The list inside verify_migration_setup.py (also written in capitals there); null when it has none.
    const TableList *ofVerification() const;
};

/// The list of one Python file: the one inside check_and_run_migrations, else the first. Reads, never runs.
/// \a anyCase also takes REQUIRED_TABLES. Errors: the text is not Python.
Result<std::optional<TableList>> requiredTablesIn(
    const QByteArray &text, const QString &path, bool anyCase = false);

/// Searches the project's files in the order of 1.3; a list given by \a setting (settings or the call) wins,
/// and the files are read nevertheless, for comparing.
RequiredTables findRequiredTables(const QString &root, const QStringList &setting = {});

/// What is known about where one required table comes from.
struct TableOrigin {
    QString name;
    std::optional<SourcePlace> createdBy{}; ///< the first statement of a revision that creates it
    std::optional<SourcePlace> model{}; ///< `__tablename__ = 'name'`
    QStringList nearNames{}; ///< names that exist and differ by plural, prefix or a slip of the pen

    bool operator==(const TableOrigin &) const = default;
};

/// Which revisions and models define the names. Broken files are passed over: the revision graph tells.
std::vector<TableOrigin> tableOrigins(
    const QStringList &names, const RevisionGraph &graph, const QString &root);

} // namespace stillroom
