#pragma once

#include "app/project/schemachanges.h"
#include "app/project/schemacomparison.h"
#include "migrations/base/canceltoken.h"

#include <QDateTime>
#include <QMutex>

namespace stillroom
{

/// What an upgrade would change in the connected database, tried on a copy, and what somebody changed by
/// hand.
struct ChangesReport {
    QDateTime at{};
    QString target{}; ///< as asked: "heads", a revision
    DatabaseState database{};
    Plan plan{};
    Rehearsal rehearsal{}; ///< its error, if any: what the objects are complete up to
    std::vector<ObjectChange> objects{};
    Drift drift{};
    NoiseFilter noise{}; ///< what the comparison left out
    QString codeHash{}; ///< of the project's files, where the plan needs its Python
    bool codeRan = false; ///< its Python was allowed to run on the copy
};

/// How far a comparison is, from its thread to whoever shows it.
class ChangesProgress
{
public:
    void set(const QString &text)
    {
        const QMutexLocker lock(&m_mutex);
        m_text = text;
    }
    QString text() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_text;
    }

private:
    mutable QMutex m_mutex;
    QString m_text;
};

/// Whose rehearsal it was.
struct RehearsedFor {
    QString root; ///< of the project
    Target target;
    QString asked; ///< "heads", a revision
};

/// Keeps a rehearsal and writes it into the journal; what cannot be written is not worth losing it for.
void keepRehearsal(
    const RehearsedFor &whose, const ServerFacts &server, const Plan &plan, const Rehearsal &rehearsal);

/// Reads the project of a folder anew, measures the database and compares, on the calling thread, with a
/// connection of its own. Steps of Project Python run on the copy when the project's files are those of
/// \a allowedCode (projectCodeHash()); else they end the rehearsal. The rehearsal is kept and written into
/// the journal as the command line's. Errors: the folder or the database cannot be read, no plan, Cancelled.
Result<std::shared_ptr<const ChangesReport>> readChanges(const QString &folder, const Target &target,
    const ConnectionSettings &settings, const QString &revision, const QString &allowedCode,
    ChangesProgress &progress, const CancelToken &cancel);

} // namespace stillroom
