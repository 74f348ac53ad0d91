#pragma once

#include "app/services/workspacestate.h"
#include "ui/timeline/timelinelayout.h"

#include <QDate>

#include <optional>

namespace stillroom
{

enum class RowState {
    Applied,
    Current, ///< a row of the version table
    Pending,
    Unknown, ///< no connection, or the database holds a revision without a script
    MissingScript, ///< a row of the version table that no script has
};

/// "Applied", "Current", "Pending", "Unknown", "Missing script".
QString rowStateName(RowState state);
/// "Native SQL", "Project Python".
QString engineName(Engine engine);

/// One line of the timeline, complete: the model adds nothing to it and the delegate only paints it.
struct TimelineRow {
    RevisionId id;
    QString message;
    QString doc;
    RowState state = RowState::Unknown;
    bool head = false;
    bool branchPoint = false;
    bool ruleAbove = false; ///< everything above will run
    std::vector<RevisionId> parents; ///< resolved, as the script orders them
    QStringList labels;
    QDate created; ///< invalid when the script does not say
    QString createdText; ///< as written
    SourcePlace place;
    LaneRow lanes;

    bool operator==(const TimelineRow &) const = default;
};

struct TimelineRows {
    std::vector<TimelineRow> rows; ///< newest first: exactly the reverse of the run order
    int laneCount = 0;
    int pending = 0;
    int applied = 0;

    bool operator==(const TimelineRows &) const = default;
};

/// All rows of a snapshot. Pure; takes some ten milliseconds for 10,000 revisions.
TimelineRows timelineRows(const WorkspaceState &state);

/// "9c2f7d10e6a5, Require employee work email, Pending, Head, Native SQL, 2026-11-19"
/// Engine and risk are left out while they are not known.
QString accessibleRowText(const TimelineRow &row, const std::optional<Engine> &engine,
    const std::optional<std::optional<Severity>> &risk);
/// "main lane, merges 51d8b3e9a270 and b06e92c7d418"
QString accessibleGraphText(const TimelineRow &row);

} // namespace stillroom
