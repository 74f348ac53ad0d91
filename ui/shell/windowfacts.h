#pragma once

#include "app/services/workspacestate.h"

#include <QStringList>

namespace stillroom
{

/// What header, status bar and title say about a snapshot. Pure, so that every wording has a test.
struct WindowFacts {
    bool hasProject = false;
    QString project; ///< "people-core"
    QString projectPlace; ///< "migrations/ · 26 revisions"
    std::optional<TargetKind> environment; ///< set while a database is connected
    QString database; ///< "hr_production", "no database"
    bool connected = false;
    QString connection; ///< "Connected · db-prod-2:5432", "Not connected"
    QString current; ///< "8b5e0a47f3c1", "unknown", "none", "2 revisions"
    QStringList currentRevisions; ///< all rows, for the tooltip
    QString standing; ///< "6 pending", "Up to date", "Script missing", "Upgrade running", "26 scripts"
    bool standingIsBad = false;
    QString statusLeft;
    QString statusRight;
    QString title; ///< of the window
};

WindowFacts windowFacts(const WorkspaceState &state);

/// Whether a run may be reviewed now; the reason is the tooltip of what is disabled.
struct RunOffer {
    bool enabled = false;
    QString reason; ///< empty when enabled

    bool operator==(const RunOffer &) const = default;
};

/// Also what Preview SQL needs.
RunOffer upgradeOffer(const WorkspaceState &state);
RunOffer downgradeOffer(const WorkspaceState &state);
/// "To selected…" in the direction asked for: the revision must be pending, or applied.
RunOffer selectedOffer(const WorkspaceState &state, Direction direction, const RevisionId &selected);

/// The heads an upgrade may go to, by id; one in an ordinary project.
std::vector<RevisionId> headsOf(const WorkspaceState &state);

/// "PRODUCTION", "STAGING", "DEVELOPMENT".
QString environmentLongName(TargetKind kind);

} // namespace stillroom
