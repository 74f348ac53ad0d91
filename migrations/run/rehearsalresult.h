#pragma once

#include "migrations/base/error.h"
#include "migrations/plan/plan.h"
#include "migrations/schema/schemadiff.h"

#include <QDateTime>

#include <memory>
#include <optional>
#include <vector>

namespace stillroom
{

enum class RehearsalPlace { PrivateServer, TargetServer };

/// One statement as it ran on the copy. What was measured and what was only read are told apart.
struct RehearsedStatement {
    QString sql;
    SourcePlace place{};
    double durationMs = 0;
    qint64 rows = -1; ///< affected; -1: not reported
    std::vector<LockClaim> locks{}; ///< on tables that stood there before this run, newly taken or stronger
    bool locksMeasured = false; ///< false: read from the text (outside a transaction nothing is left to see)
    QStringList rewritten{}; ///< tables with a new file
    QStringList scanned{}; ///< tables read from end to end
    bool skipped = false; ///< its guard did not hold
    bool captured = false; ///< sent by the project's Python

    bool operator==(const RehearsedStatement &) const = default;
};

/// What going back throws away.
struct LostData {
    QString object; ///< "employees" or "employees.work_email"
    qint64 rows = -1; ///< rows of the table, from the live statistics where it is there, else of the copy

    bool operator==(const LostData &) const = default;
};

struct RehearsedStep {
    RevisionId revision;
    QString message;
    Engine engine = Engine::NativeSql;
    double durationMs = 0;
    std::vector<RehearsedStatement> statements{};
    std::vector<Change> changes{}; ///< what this step changes, implied ones included
    std::vector<Rename> renames{}; ///< what its statements rename

    bool backTried = false;
    double backDurationMs = 0;
    std::vector<RehearsedStatement> backStatements{};
    DowngradeGrade grade = DowngradeGrade::Unknown;
    std::vector<LostData> losses{};
    QStringList leftovers{}; ///< what the downgrade does not undo, one line each
    std::optional<Error> backError{};

    bool operator==(const RehearsedStep &) const = default;
};

enum class RehearsalOutcome { Succeeded, Failed, Cancelled };

/// What a rehearsal found. Complete up to the step that failed.
struct Rehearsal {
    RehearsalOutcome outcome = RehearsalOutcome::Succeeded;
    std::optional<Error> error{}; ///< why it did not succeed; the place is the script's line
    bool fromScripts
        = false; ///< nothing ran: what the statements say (app/project/scriptchanges.h); never kept
    RehearsalPlace place = RehearsalPlace::PrivateServer;
    int serverVersion = 0; ///< of the server the copy lived on
    int liveVersion = 0; ///< 0: not from a live database
    QDateTime at{};
    qint64 durationMs = 0;
    int rowsPerTable = 0; ///< sampled; 0: the schema alone, unless everything was copied
    bool fullCopy = false; ///< all rows of the live database: its times are the ones to expect
    QString liveFingerprint{};
    std::vector<RevisionId> from{};
    std::vector<RevisionId> to{};
    std::shared_ptr<const Schema> before{}; ///< of the copy; null when it never came to be
    std::shared_ptr<const Schema> after{}; ///< after the last step that ran
    std::vector<RehearsedStep> steps{};
    QStringList notes{}; ///< what makes the copy differ from the live database

    /// The step for a revision, or null.
    const RehearsedStep *step(const RevisionId &revision) const;
    /// The way back was tried to the start and led to the same schema.
    bool comesBack() const;
};

/// For the user's data folder. fromBytes(): Unreadable for what another version wrote.
QByteArray toBytes(const Rehearsal &rehearsal);
Result<Rehearsal> rehearsalFromBytes(const QByteArray &bytes);

/// "real", "lossy", "no-op", "raises", "unknown".
QString downgradeGradeName(DowngradeGrade grade);

} // namespace stillroom
