#pragma once

#include "tests/ui/fakeworkspace.h"

namespace stillroom::test
{

/// The sample's upgrade broken at its third step; \a committed: how many steps stay.
inline RunOutcome failedOutcome(int committed)
{
    RunOutcome outcome;
    outcome.result = RunResult::Failed;
    outcome.durationMs = 5300;
    outcome.stepsCommitted = committed;
    outcome.endRows = ids(committed == 0 ? QStringLiteral("8b5e0a47f3c1") : QStringLiteral("3fa91c60d7be"));
    outcome.failure.emplace();
    outcome.failure->step = 2;
    outcome.failure->statement = 0;
    outcome.failure->revision = RevisionId(QStringLiteral("b06e92c7d418"));
    outcome.failure->sql = QStringLiteral("CREATE INDEX ix_candidates_stage\n    ON candidates (stge)");
    outcome.failure->sqlState = QStringLiteral("42703");
    outcome.failure->message = QStringLiteral("column \"stge\" does not exist");
    outcome.failure->hint = QStringLiteral("Perhaps you meant to reference the column \"candidates.stage\".");
    outcome.failure->position = 53;
    outcome.failure->place = {QStringLiteral("/srv/v/b06e92c7d418_index.py"), 19, 0};
    return outcome;
}

} // namespace stillroom::test
