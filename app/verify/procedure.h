#pragma once

#include "migrations/base/error.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace stillroom
{

/// A call of the start-up procedure.
struct CallSite {
    SourcePlace place;
    QString guard{}; ///< the conditions around it as written, outermost first, joined by " and "; empty: none
    QString function{}; ///< the function it stands in; empty: module level

    bool operator==(const CallSite &) const = default;
};

/// The start-up procedure as the syntax trees of the project's modules show it; words in comments and texts
/// do not count (spec/auto-run.md 3.9, row 3).
struct ProcedureReading {
    QString function{}; ///< its name; empty: none found
    std::optional<SourcePlace> definition{};
    std::optional<SourcePlace> mark{}; ///< the module variable that makes it run once
    std::vector<SourcePlace> flagReads{}; ///< where AUTO_MIGRATE_ON_STARTUP is read
    std::vector<SourcePlace> skipReads{}; ///< where FLASK_SKIP_DB_INIT is read
    std::vector<SourcePlace> upgradeCalls{}; ///< of Flask-Migrate or Alembic
    std::vector<CallSite> calls{}; ///< of the procedure
    std::vector<Error> unread{}; ///< project files that are no Python

    bool operator==(const ProcedureReading &) const = default;
};

ProcedureReading readProcedure(const QString &root);

} // namespace stillroom
