#pragma once

#include "migrations/base/error.h"
#include "migrations/graph/revisionid.h"
#include "migrations/sql/locks.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace stillroom
{

/// How much a finding matters, least first. With a live database it follows the time other sessions
/// would stand still; without one it is what the rule says of a large table.
enum class Severity { Info, Low, Medium, High };

/// "info", "low", "medium", "high": spelling of JSON, settings and command line.
QString severityName(Severity severity);
/// Unset for any other word.
std::optional<Severity> severityFromName(const QString &name);

/// A gentler way to the same end.
struct SaferWay {
    QString text; ///< one sentence
    QString code{}; ///< a revision's own form, ready to copy; empty when no code says it
    bool operator==(const SaferWay &) const = default;
};

/// One thing a rule has to say about a statement, a revision or a run.
struct Finding {
    QString rule; ///< e.g. "create-index"
    Severity severity = Severity::Info;
    RevisionId revision{}; ///< empty: the run as a whole
    int statement = -1; ///< index in the step's statements; -1: the revision as a whole
    SourcePlace place{}; ///< line of the script
    QString title; ///< one line that names the object
    QString why; ///< what it does to the people who use the database
    QString estimate{}; ///< "about 6 s for 184,220 rows (estimated from 412 MB)"; empty: not known
    SaferWay safer{};
    QStringList tables{};
    std::vector<LockClaim> locks{}; ///< locks the rule speaks of
    std::optional<bool> rewrite{}; ///< the rule's claim; unset: it claims nothing
    std::optional<bool> scan{};
    std::optional<QString>
        allowed{}; ///< the reason written in the script: `# stillroom: allow RULE because …`

    bool operator==(const Finding &) const = default;
};

/// The highest severity among findings that are not allowed; unset when there is none.
std::optional<Severity> worstOf(const std::vector<Finding> &findings);

} // namespace stillroom
