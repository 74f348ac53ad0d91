#pragma once

#include "migrations/base/error.h"
#include "migrations/graph/revisiongraph.h"

#include <QString>

#include <vector>

namespace stillroom
{

/// Refusals of a target. Each begins with Alembic's own sentence, so that people and scripts recognise
/// it, and goes on with what exists and what to do. All are ErrorKind::InvalidCall.
Error cannotLocate(const RevisionGraph &graph, const QString &text, const std::vector<int> &candidates);
Error notOnBranch(const RevisionGraph &graph, const QString &text, int found, const QString &branch);
Error ambiguousLabel(const QString &label);
Error multipleHeads(const RevisionGraph &graph, const QString &argument, const std::vector<int> &heads);
Error relativeTooFar(const QString &stepsText, int steps, const QString &reason);
Error walkedTooFar(const QString &target);
Error ambiguousWalk(const RevisionGraph &graph, int from, const std::vector<int> &ways, bool upwards);
Error ambiguousStart(const RevisionGraph &graph, const std::vector<int> &rows);
Error notADowngradeTarget(const RevisionGraph &graph, const QString &target, const std::vector<int> &rows);
Error overlapping(const RevisionGraph &graph, int one, const std::vector<int> &others);
Error rangeNotAllowed(const QString &target);
Error notARange(const QString &text);
Error rangeNotAncestor(const QString &from, const QString &to);
/// ErrorKind::BrokenProject: a row of the version table that no script has.
Error unknownRow(const QString &row);

/// "a1, b2 and c3", at most \a limit of them, then "and 7 more".
QString idList(const RevisionGraph &graph, const std::vector<int> &indices, int limit = 5);

} // namespace stillroom
