#pragma once

#include "app/journal/editedscripts.h"
#include "app/services/databaseworker.h"
#include "app/services/standing.h"
#include "migrations/base/canceltoken.h"
#include "migrations/database/connectionfacts.h"
#include "migrations/plan/plan.h"
#include "migrations/run/runevent.h"
#include "migrations/scripts/evaluationoptions.h"
#include "migrations/scripts/livecatalogue.h"

#include <memory>

namespace stillroom
{

class RunEventBatch;

/// What a project asks about any database, as a snapshot for the worker's thread.
struct DatabaseQuestion {
    std::shared_ptr<const RevisionGraph> graph;
    VersionTableName versionTable;
    EvaluationOptions evaluation; ///< what the project says of all its scripts
    QStringList assumptions; ///< of the reader of env.py; kept in every plan
};

/// One measurement and what follows from it.
struct DatabaseReading {
    DatabaseState database;
    Standing standing;
    std::shared_ptr<const LiveCatalogue> live; ///< what scripts may ask; null: it could not be read
    std::vector<EditedScript> edited; ///< applied revisions whose script is not the one that ran
    std::vector<ConnectionPart> parts; ///< where each value of the connection came from
};

/// Opens the session's connection anew and measures. A session that stood before is closed first.
Result<DatabaseReading> openAndRead(DatabaseSession &session, const ConnectionRoute &route,
    const DatabaseQuestion &question, const CancelToken &cancel);

/// Measures again; a connection or a tunnel that was lost is opened anew.
Result<DatabaseReading> readAgain(
    DatabaseSession &session, const DatabaseQuestion &question, const CancelToken &cancel);

/// The plan for a target from measured rows. Any thread. Errors: as Planner::plan().
/// Without \a judge: for running alone, see Planner.
Result<Plan> planFor(const DatabaseQuestion &question, const DatabaseState &measured, Direction direction,
    const QString &target, LiveReader live = {}, const CancelToken &cancel = {}, bool judge = true);

/// Where the project's own code lies and which database it is meant for.
struct ProjectSite {
    QString folder; ///< as it was opened
    Target target;
};

/// Runs exactly this plan on the session's connection, planning again under the run lock. Steps of Project
/// Python run only where the settings allow it.
RunOutcome runOn(DatabaseSession &session, const DatabaseQuestion &question, const Plan &plan,
    const RunSettings &settings, const ProjectSite &site, const JournalFacts &journal,
    const CancelToken &cancel, RunEventBatch &events);

} // namespace stillroom
