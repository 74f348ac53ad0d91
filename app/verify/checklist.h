#pragma once

#include "app/verify/mirror.h"
#include "app/verify/procedure.h"
#include "app/verify/verification.h"

#include <QStringList>

#include <optional>
#include <vector>

namespace stillroom
{

enum class CheckOutcome { Pass, Warn, Fail, Unknown };
/// "pass", "warn", "fail", "unknown".
QString checkOutcomeName(CheckOutcome outcome);

/// What a person can do about a check.
struct CheckFix {
    enum class Kind {
        None,
        EditVariable, ///< argument: the variable, in the environment editor
        Upgrade, ///< the review of an upgrade to head
        Command, ///< argument: a command to copy
    };
    Kind kind = Kind::None;
    QString argument{};

    bool operator==(const CheckFix &) const = default;
};

struct Check {
    QString id; ///< "environment.flag"
    QString section; ///< one of checklistSections()
    QString label;
    CheckOutcome outcome = CheckOutcome::Unknown;
    QString finding; ///< the result in one sentence
    QString evidence{}; ///< file:line, or a query with its result; empty: the absence of something
    QString mirrored{}; ///< what the project's own program says of it: "pass", "fail", "not looked at"
    QString why{}; ///< where the two differ, in one sentence
    QString remedy{}; ///< what to do; empty when nothing
    CheckFix fix{};

    bool operator==(const Check &) const = default;
};

struct Checklist {
    std::vector<Check> checks; ///< in the order of the sections
    CheckOutcome overall = CheckOutcome::Pass; ///< Fail, Warn or Pass

    bool operator==(const Checklist &) const = default;
    int count(CheckOutcome outcome) const;
};

/// The five mirrored sections, then the two of Stillroom's own, then the project's verification scripts.
const QStringList &checklistSections();

/// One of the project's rerunnable verification scripts and how it went.
struct ScriptCheck {
    QString name; ///< "01_orphans.sql"
    std::optional<QueryCheck> result{};
    std::optional<Error> failure{};

    bool operator==(const ScriptCheck &) const = default;
};

/// The Stillroom verdict (spec/auto-run.md 3.9) beside the mirrored one. Pure but for reading files.
Checklist stillroomChecklist(const Verification &verification, const MirroredReport &mirrored,
    const std::vector<ScriptCheck> &scripts);

} // namespace stillroom
