#include "app/services/sampleproject.h"

#include "app/project/projectloader.h"
#include "app/project/scriptbodies.h"
#include "migrations/database/databasecreation.h"
#include "migrations/database/statereader.h"
#include "migrations/run/executor.h"
#include "migrations/sql/splitter.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

namespace stillroom
{

namespace
{

const QString databaseName = QStringLiteral("people_core");
/// Where a fresh sample database stands: the revision its rows (sample-data.sql) are written for.
const QString startRevision = QStringLiteral("8b5e0a47f3c1");
const QString versionFile = QStringLiteral(".stillroom-sample");

QString tr(const char *text)
{
    return QCoreApplication::translate("SampleProject", text);
}

Status writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) {
        return Error{ErrorKind::Unreadable, tr("%1 cannot be written: %2").arg(path, file.errorString()), {},
            {path, 0, 0}};
    }
    return Done{};
}

Status copyTree(const QString &from, const QString &to)
{
    QDirIterator files(from, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString source = files.next();
        const QString target = to + source.mid(from.size());
        QDir().mkpath(QFileInfo(target).absolutePath());
        const Result<QByteArray> bytes = readScript(source);
        if (!bytes)
            return bytes.error();
        const Status written = writeFile(target, *bytes);
        if (!written)
            return written;
    }
    return Done{};
}

/// A server in the user's data folder keeps what a person did; where its own unprivileged user may not
/// enter that folder (a program run as root), a temporary one does.
Result<std::unique_ptr<PrivateServer>> startServer(const QString &dataFolder)
{
    PrivateServer::Options kept;
    kept.dataFolder = dataFolder + QStringLiteral("/sample-server");
    auto server = PrivateServer::start(kept);
    return server ? std::move(server) : PrivateServer::start();
}

class NoEvents final : public RunEventSink
{
public:
    void onRunEvent(const RunEvent &) override { }
};

Status migrateToStart(Connection &connection, const LoadedProject &loaded)
{
    const auto planFrom = [&](const DatabaseState &state) -> Result<Plan> {
        EvaluatedBodies bodies(loaded.project.evaluation);
        PlanRequestOptions options;
        options.versionTable = loaded.project.online.versionTable;
        options.versionTableExists = state.versionTableExists;
        Planner planner(*loaded.graph, bodies);
        return planner.plan(Direction::Upgrade, state.rows, RevisionTarget::parse(startRevision), options);
    };
    const Result<DatabaseState> state = readDatabaseState(connection, loaded.project.online.versionTable);
    if (!state)
        return state.error();
    const Result<Plan> plan = planFrom(*state);
    if (!plan)
        return plan.error();
    NoEvents sink;
    const RunOutcome outcome = runPlan(connection, *plan, {}, planFrom, {}, sink);
    if (outcome.failure)
        return Error{ErrorKind::MigrationFailed, outcome.failure->message, outcome.failure->detail,
            outcome.failure->place, outcome.failure->sqlState};
    if (outcome.error)
        return *outcome.error;
    return Done{};
}

Status loadRows(Connection &connection, const QString &folder)
{
    const Result<QByteArray> text = readScript(folder + QStringLiteral("/sample-data.sql"));
    if (!text)
        return text.error();
    const Result<SplitSql> split = splitSql(QString::fromUtf8(*text));
    if (!split)
        return split.error();
    const Status writing = connection.beginWriting();
    if (!writing)
        return writing;
    for (const SqlPiece &piece : split->pieces) {
        const Result<ResultRows> result = connection.query(piece.sql);
        if (!result)
            return result.error();
    }
    return connection.endWriting();
}

Status fillFresh(Connection &connection, const QString &folder)
{
    const Result<ProjectCandidate> candidate = findProjectIn(folder);
    if (!candidate)
        return candidate.error();
    const Result<LoadedProject> loaded = loadProject(*candidate);
    if (!loaded)
        return loaded.error();
    const Result<DatabaseState> state = readDatabaseState(connection, loaded->project.online.versionTable);
    if (!state)
        return state.error();
    if (state->versionTableExists)
        return Done{};
    const Status migrated = migrateToStart(connection, *loaded);
    return migrated ? loadRows(connection, folder) : migrated;
}

Status prepareDatabase(const PrivateServer &server, const QString &folder)
{
    {
        const auto connection = Connection::open(server.settings());
        if (!connection)
            return connection.error();
        const Status created = createDatabaseIfMissing(**connection, databaseName);
        if (!created)
            return created;
    }
    const auto connection = Connection::open(server.settings(databaseName));
    if (!connection)
        return connection.error();
    return fillFresh(**connection, folder);
}

} // namespace

Result<QString> sampleProjectSource()
{
    const QString name = QStringLiteral("sample-project");
    QStringList places;
    if (qEnvironmentVariableIsSet("STILLROOM_RESOURCES"))
        places << qEnvironmentVariable("STILLROOM_RESOURCES") + u'/' + name;
    const QString program = QCoreApplication::applicationDirPath();
    places << program + QStringLiteral("/../share/stillroom/") + name;
    // A build folder lies up to four levels below the source tree it was built from.
    QString up = program;
    for (int level = 0; level < 4; ++level) {
        up += QStringLiteral("/..");
        places << up + QStringLiteral("/resources/") + name;
    }
    for (const QString &place : places) {
        if (QFileInfo::exists(place + QStringLiteral("/migrations/alembic.ini")))
            return QDir(place).canonicalPath();
    }
    return Error{ErrorKind::Unreadable,
        tr("The sample project is not installed. Set STILLROOM_RESOURCES to the folder that holds "
           "sample-project."),
        places.join(u'\n')};
}

Result<QString> copySampleProject(const QString &source, const QString &dataFolder)
{
    const QString folder = dataFolder + QStringLiteral("/people-core");
    const QByteArray version = QByteArrayLiteral(STILLROOM_VERSION);
    QFile stamp(folder + u'/' + versionFile);
    if (stamp.open(QIODevice::ReadOnly) && stamp.readAll() == version)
        return folder;
    const Status copied = copyTree(source, folder);
    if (!copied)
        return copied.error();
    // Its Python starts with what a developer's .env would hold; Stillroom adds the database.
    const Status environment
        = writeFile(folder + QStringLiteral("/.env"), "ENVIRONMENT=development\nDEV_SESSION_SECRET=sample\n");
    if (!environment)
        return environment.error();
    const Status stamped = writeFile(stamp.fileName(), version);
    if (!stamped)
        return stamped.error();
    return folder;
}

Result<SampleSite> prepareSample(DatabaseSession &session, const QString &dataFolder)
{
    const Result<QString> source = sampleProjectSource();
    if (!source)
        return source.error();
    const Result<QString> folder = copySampleProject(*source, dataFolder);
    if (!folder)
        return folder.error();
    if (!session.server) {
        auto server = startServer(dataFolder);
        if (!server)
            return server.error();
        session.server = std::move(server).value();
    }
    const Status prepared = prepareDatabase(*session.server, *folder);
    if (!prepared)
        return prepared.error();
    Target target;
    target.name = tr("Sample database");
    target.kind = TargetKind::Development;
    target.url = session.server->url(databaseName);
    target.source = tr("private server of Stillroom");
    target.origin = TargetOrigin::CommandLine;
    return SampleSite{*folder, target};
}

} // namespace stillroom
