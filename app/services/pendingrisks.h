#pragma once

#include "app/journal/pastdurations.h"
#include "app/services/databasereading.h"
#include "app/services/workspacestate.h"
#include "migrations/risk/linter.h"
#include "migrations/run/rehearsalresult.h"

namespace stillroom
{

class Connection;

/// What the rules say of everything that is pending on the connected database, judged as one run: what an
/// earlier revision makes is new to a later one. Sizes are the live ones, times those of a kept rehearsal.
struct PendingRisks {
    Plan plan; ///< to the heads, from the rows measured
    LiveFacts live;
    std::shared_ptr<const Rehearsal> rehearsal; ///< of exactly this plan; null: none is kept
    QHash<QString, PastDuration> past; ///< of the steps, by revision id, on other databases
    std::vector<Finding> findings; ///< in run order; those of the whole run have no revision
    QHash<RevisionId, Engine> engines; ///< of each step, with what the database decides taken into account
    /// Of each native step: its worst finding that is neither allowed nor a note; unset: none.
    QHash<RevisionId, std::optional<Severity>> worst;

    /// The step for a revision; null when it is not pending.
    const PlanStep *step(const RevisionId &revision) const;
    /// Findings of one revision, the most severe first.
    std::vector<Finding> of(const RevisionId &revision) const;
};

/// What the linter needs to know of a project beside its scripts.
struct LintedProject {
    QString root;
    QStringList ignored; ///< rule ids that say nothing
    RunDefaults run;
};

/// The plan to the heads and the kept rehearsal of it, on any thread; the findings are still without live
/// sizes. Null when there is no plan: the reason is told where a run is asked for.
std::shared_ptr<PendingRisks> preparePendingRisks(
    const DatabaseQuestion &question, const DatabaseState &measured, const LiveReader &live);

/// Reads the sizes on the session's connection; without them the rules judge as for large tables.
void readLiveSizes(PendingRisks &risks, Connection &connection);

/// Asks every rule. Any thread.
void judgePending(PendingRisks &risks, const LintedProject &project);

/// The worst of them that is neither allowed nor a note.
std::optional<Severity> worstRisk(const std::vector<Finding> &findings);

/// What the rules say of one revision by itself, as for large tables; findings of a run are left out.
std::vector<Finding> findingsAlone(const PlanStep &step);

} // namespace stillroom
