#include "app/journal/editedscripts.h"

#include "app/journal/journal.h"
#include "app/journal/pastdurations.h"
#include "app/journal/planhash.h"
#include "app/journal/sharedjournal.h"
#include "migrations/database/connection.h"
#include "migrations/graph/revisiongraph.h"

#include <QFileInfo>
#include <QHash>
#include <QProcess>
#include <QSet>

#include <algorithm>

namespace stillroom
{

namespace
{

constexpr int gitLimitMs = 10'000;
constexpr int sharedEntries = 5'000; ///< the newest; what ran before them is not compared

struct LastRun {
    QString hash;
    QDateTime at;
};

QHash<QString, LastRun> lastRuns(const std::vector<JournalEntry> &entries, const ServerFacts &server)
{
    QHash<QString, LastRun> runs;
    for (const JournalEntry &entry : entries) {
        if (!isOf(entry, server) || !hasApplied(entry))
            continue;
        for (const JournalStep &step : entry.steps) {
            if (!step.scriptHash.isEmpty() && !runs.contains(step.revision))
                runs.insert(step.revision, {step.scriptHash, entry.startedAt});
        }
    }
    return runs;
}

std::vector<JournalEntry> allEntries(Connection &connection)
{
    std::vector<JournalEntry> entries;
    if (Result<std::vector<JournalEntry>> own = Journal().entries())
        entries = std::move(*own);
    const SharedJournal shared(connection);
    if (const Result<bool> there = shared.exists(); there && *there) {
        if (Result<std::vector<JournalEntry>> team = shared.entries(sharedEntries))
            entries.insert(entries.end(), team->begin(), team->end());
    }
    std::stable_sort(entries.begin(), entries.end(),
        [](const JournalEntry &a, const JournalEntry &b) { return a.startedAt > b.startedAt; });
    return entries;
}

std::vector<RevisionId> appliedIds(const RevisionGraph &graph, const DatabaseState &state)
{
    std::vector<RevisionId> ids;
    const std::vector<bool> applied = graph.appliedSet(state.rows);
    for (size_t index = 0; index < applied.size(); ++index) {
        if (applied[index])
            ids.push_back(graph.id(int(index)));
    }
    return ids;
}

struct GitFile {
    int commits = 0;
    QDateTime newest;
};

/// Files directly in a folder by name, as git's history of it tells.
QHash<QString, GitFile> gitFiles(const QString &folder)
{
    QHash<QString, GitFile> files;
    QProcess git;
    git.setProcessChannelMode(QProcess::SeparateChannels);
    git.start(QStringLiteral("git"),
        {QStringLiteral("--no-optional-locks"), QStringLiteral("-c"), QStringLiteral("core.fsmonitor=false"),
            QStringLiteral("-c"), QStringLiteral("log.showSignature=false"), QStringLiteral("-C"), folder,
            QStringLiteral("log"), QStringLiteral("--no-merges"), QStringLiteral("--no-ext-diff"),
            QStringLiteral("--no-textconv"), QStringLiteral("--name-only"), QStringLiteral("-z"),
            QStringLiteral("--format=%x01%cI"), QStringLiteral("--relative"), QStringLiteral("--"),
            QStringLiteral(".")});
    if (!git.waitForFinished(gitLimitMs) || git.exitCode() != 0) {
        git.kill();
        git.waitForFinished();
        return files;
    }
    QDateTime at;
    for (QByteArray part : git.readAllStandardOutput().split('\0')) {
        part = part.trimmed();
        if (part.startsWith('\1')) {
            const QByteArrayList lines = part.mid(1).split('\n');
            at = QDateTime::fromString(QString::fromLatin1(lines.front()), Qt::ISODate);
            part = lines.size() > 1 ? lines.back() : QByteArray();
        }
        if (part.isEmpty())
            continue;
        GitFile &file = files[QString::fromUtf8(part)];
        if (file.commits++ == 0)
            file.newest = at;
    }
    return files;
}

} // namespace

QString editedText(const EditedScript &script)
{
    const QString when = script.since.toString(QStringLiteral("yyyy-MM-dd HH:mm"));
    return script.witness == EditedScript::Witness::Journal
        ? QStringLiteral("The script is not the one that ran on %1").arg(when)
        : QStringLiteral("The script was changed after its first commit, last on %1").arg(when);
}

std::vector<EditedScript> editedAfterApplied(const std::vector<JournalEntry> &entries,
    const ServerFacts &server, const RevisionGraph &graph, const std::vector<RevisionId> &applied)
{
    std::vector<EditedScript> edited;
    const QHash<QString, LastRun> runs = lastRuns(entries, server);
    if (runs.isEmpty())
        return edited;
    for (const RevisionId &id : applied) {
        const auto run = runs.constFind(id.text());
        const int index = graph.indexOf(id);
        if (run == runs.cend() || index < 0)
            continue;
        const SourcePlace &place = graph.revision(index).place;
        const QString now = fileHashes({place.path}).front();
        if (!now.isEmpty() && now != run->hash)
            edited.push_back({id, place, run->at, EditedScript::Witness::Journal});
    }
    return edited;
}

std::vector<EditedScript> editedScripts(
    Connection &connection, const RevisionGraph &graph, const DatabaseState &state)
{
    return editedAfterApplied(allEntries(connection), state.server, graph, appliedIds(graph, state));
}

std::vector<EditedScript> changedInGit(
    Connection &connection, const RevisionGraph &graph, const DatabaseState &state)
{
    std::vector<EditedScript> changed;
    const QHash<QString, LastRun> runs = lastRuns(allEntries(connection), state.server);
    QHash<QString, QHash<QString, GitFile>> folders;
    for (const RevisionId &id : appliedIds(graph, state)) {
        if (runs.contains(id.text()))
            continue;
        const SourcePlace &place = graph.revision(graph.indexOf(id)).place;
        const QFileInfo file(place.path);
        if (!folders.contains(file.path()))
            folders.insert(file.path(), gitFiles(file.path()));
        const GitFile known = folders[file.path()].value(file.fileName());
        if (known.commits > 1)
            changed.push_back({id, place, known.newest, EditedScript::Witness::Git});
    }
    return changed;
}

} // namespace stillroom
