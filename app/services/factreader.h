#pragma once

#include "app/services/workspacestate.h"
#include "migrations/base/canceltoken.h"
#include "migrations/base/result.h"
#include "migrations/scripts/evaluationoptions.h"

#include <chrono>
#include <memory>
#include <vector>

namespace stillroom
{

/// Evaluates the upgrades of `revisions` from position `next` on until `budget` is used up or the token
/// is set. Works on a const snapshot: any thread.
struct FactChunk {
    std::vector<std::pair<RevisionId, RevisionFacts>> facts;
    size_t next = 0; ///< where the following chunk begins
};

FactChunk readFacts(const RevisionGraph &graph, const EvaluationOptions &evaluation,
    const std::vector<int> &revisions, size_t next, std::chrono::milliseconds budget,
    const CancelToken &cancel);

/// Both directions and the text of one revision. Errors: InvalidCall when it is in no script; what the
/// script's own text is refused for.
Result<RevisionSql> readRevisionSql(const RevisionGraph &graph, const EvaluationOptions &evaluation,
    const RevisionId &revision, const VersionTableName &versionTable);

} // namespace stillroom
