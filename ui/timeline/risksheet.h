#pragma once

#include "app/services/pendingrisks.h"

#include <QString>

namespace stillroom
{

/// What one statement locks, ready to be shown.
struct StatementLocks {
    QString statement; ///< one line; a leading ALTER TABLE with its name is "…"
    std::vector<LockClaim> locks; ///< strongest first
    QString nothing; ///< instead of locks: why there are none
    QString details; ///< "employees · 184,220 rows · 412 MB · reads all rows"

    bool operator==(const StatementLocks &) const = default;
};

/// The Locks & risks tab of one revision as a value: its upgrade, in the order in which it runs.
struct RiskSheet {
    bool known = true; ///< false: only the project's Python knows, and no rehearsal has seen it
    std::optional<Severity> worst; ///< neither allowed nor a note
    QString reason; ///< the worst finding in one sentence
    QString basis; ///< what the judgement rests on: live sizes, a rehearsal, nothing
    int statementCount = 0;
    std::vector<StatementLocks> statements; ///< the first of them; `statementCount` counts all
    std::vector<Finding> dangers; ///< worst first, without notes
    std::vector<Finding> allowed; ///< with their reasons
};

/// \a sql: both directions of the revision. What is pending is judged with the database's sizes.
RiskSheet riskSheet(const RevisionSql &sql, const WorkspaceState &state);

/// The whole sheet for the clipboard.
QString toText(const RiskSheet &sheet, const RevisionId &revision);

} // namespace stillroom
