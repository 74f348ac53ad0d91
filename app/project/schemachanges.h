#pragma once

#include "migrations/run/rehearsalresult.h"

namespace stillroom
{

/// A revision's part in what becomes of an object.
struct ObjectCause {
    RevisionId revision;
    std::optional<Change> change{}; ///< unset: it only touches rows of it
    qint64 rows = -1; ///< that its statements wrote on the copy; -1: not reported

    bool operator==(const ObjectCause &) const = default;
};

/// One object over all pending revisions.
struct ObjectChange {
    Change whole; ///< from now to after the upgrade
    std::vector<ObjectCause> causes{}; ///< in run order

    bool operator==(const ObjectChange &) const = default;
};

/// What the rehearsed steps together make of the schema, in the order of ids; implied changes are left out.
/// An object that one step changes and a later one changes back is not part of it.
std::vector<ObjectChange> objectChanges(const Rehearsal &rehearsal, const NoiseFilter &noise);

/// Whether a statement names the object: by its own name, and by its table's where it has one. Names in
/// string literals and comments do not count.
bool concerns(const QString &sql, const ObjectId &object);

/// Statements of one step, in the order in which they ran.
struct StepStatements {
    RevisionId revision;
    QString message;
    std::vector<const RehearsedStatement *> statements{};
};

/// The statements of the steps, forth or back, that concern one of the objects; all of them when there are
/// none. Steps without one are left out. Points into \a steps.
std::vector<StepStatements> statementsOn(
    const std::vector<RehearsedStep> &steps, const std::vector<ObjectId> &objects, Direction direction);

/// "-- a1aa  message" and the statements below it.
QString sqlText(const std::vector<StepStatements> &steps);

} // namespace stillroom
