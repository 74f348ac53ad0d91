#include "app/project/projectloader.h"

#include "app/project/alembicconfig.h"
#include "app/project/contextoptions.h"
#include "app/project/namingreader.h"
#include "app/project/pinnedversions.h"
#include "migrations/graph/revisiongraph.h"
#include "migrations/scripts/scriptdirectory.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

namespace stillroom
{

namespace
{

/// An empty configuration for a folder that has none.
Result<AlembicConfig> configOf(const ProjectCandidate &candidate)
{
    if (candidate.configFile.isEmpty())
        return AlembicConfig{};
    return readAlembicConfig(candidate.configFile, candidate.section);
}

Project describe(const ProjectCandidate &candidate, const AlembicConfig &config)
{
    Project project;
    project.name = QFileInfo(candidate.root).fileName();
    project.root = candidate.root;
    project.kind = candidate.kind;
    project.multidb = config.multidb;
    for (const WriteHook &hook : config.hooks)
        project.writeHooks += hook.name;
    project.configFile = candidate.configFile;
    project.section = candidate.section;
    project.scriptLocation = candidate.scriptLocation;
    project.recursive = config.recursive;
    project.configuredUrl = config.url;
    project.configuredUrlLine = config.urlLine;
    const QStringList bases{QFileInfo(candidate.configFile).absolutePath(), candidate.root};
    for (const QString &location : config.versionLocations)
        project.versionLocations += resolveFolder(location, bases);
    if (project.versionLocations.isEmpty())
        project.versionLocations += candidate.scriptLocation + QStringLiteral("/versions");
    return project;
}

/// Where the scripts are is never a silent choice.
void noteOtherLocation(Project &project, const AlembicConfig &config)
{
    if (!config.scriptLocation || !QDir::isAbsolutePath(*config.scriptLocation)
        || QFileInfo(*config.scriptLocation).isDir())
        return;
    const QString assumption
        = QStringLiteral("script_location %1 is not there: the scripts beside %2 are taken")
              .arg(*config.scriptLocation, QFileInfo(project.configFile).fileName());
    project.online.assumptions += assumption;
    project.offline.assumptions += assumption;
}

void addContextOptions(Project &project, const AlembicConfig &config)
{
    const Result<ContextOptionPair> options
        = readContextOptions(project.scriptLocation + QStringLiteral("/env.py"), config);
    if (options) {
        project.online = options->online;
        project.offline = options->offline;
        return;
    }
    project.online.versionTableKnown = project.offline.versionTableKnown = false;
    const QString assumption = QStringLiteral("%1/env.py could not be read; Alembic's defaults are assumed")
                                   .arg(project.scriptLocation);
    project.online.assumptions += assumption;
    project.offline.assumptions += assumption;
    project.problems.push_back(options.error());
}

/// context.run_migrations(engine_name=name): env.py of a project with several databases.
bool passesArguments(const QString &env)
{
    static const QRegularExpression call(QStringLiteral("\\brun_migrations\\(\\s*[^)\\s]"));
    return env.contains(call);
}

QString textOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// Whether a failed statement leaves nothing behind that refuses the next one.
bool runsOutsideTransactions(const QString &env, const QString &config, const ContextOptions &online)
{
    return !online.transactionalDdl || !env.contains(QLatin1String("begin_transaction"))
        || (env + config).contains(QLatin1String("isolation_level"))
        || env.contains(QLatin1String("AUTOCOMMIT"));
}

/// What every script is evaluated with: declared types, the naming convention, whose SQL is written.
void addEvaluation(Project &project, const ProjectSettings &settings)
{
    project.evaluation.types = settings.types;
    project.evaluation.naming = readNamingConvention(
        project.root, project.scriptLocation + QStringLiteral("/env.py"), project.versionLocations);
    const QString env = textOf(project.scriptLocation + QStringLiteral("/env.py"));
    project.evaluation.passesArguments = passesArguments(env);
    const bool isKnown = project.online.versionTableKnown && project.offline.versionTableKnown
        && project.online.versionTable.schema == project.offline.versionTable.schema;
    project.evaluation.versionTableSchema
        = isKnown ? std::optional(project.online.versionTable.schema) : std::nullopt;
    project.evaluation.errorsCanBeCaught
        = runsOutsideTransactions(env, textOf(project.configFile), project.online);
    const PinnedVersion pinned = pinnedSqlAlchemy(project.root);
    project.evaluation.generation = generationOf(pinned.version);
    if (project.evaluation.generation == Generation::Newest)
        return;
    const QString which = QStringLiteral(
        "SQL is written as SQLAlchemy 1.4 with Alembic 1.8 writes it: %1 names SQLAlchemy %2")
                              .arg(pinned.place.toString(), pinned.version);
    project.online.assumptions += which;
    project.offline.assumptions += which;
}

template<typename Problems> void append(std::vector<Error> &all, const Problems &problems)
{
    all.insert(all.end(), problems.begin(), problems.end());
}

} // namespace

Result<LoadedProject> loadProject(const ProjectCandidate &candidate)
{
    Result<ProjectSettings> settings = readSettings(candidate.root);
    if (!settings)
        return settings.error();
    const Result<AlembicConfig> config = configOf(candidate);
    if (!config)
        return config.error();
    if (candidate.scriptLocation.isEmpty()) {
        return Error{.kind = ErrorKind::NotAProject,
            .message
            = QStringLiteral("%1 has no script_location in [%2], and beside it is no env.py: name the "
                             "migrations folder there")
                  .arg(candidate.configFile, candidate.section),
            .place = {candidate.configFile}};
    }
    if (!QFileInfo(candidate.scriptLocation).isDir()) {
        return Error{.kind = ErrorKind::NotAProject,
            .message = QStringLiteral("%1 names the migrations folder %2, which does not exist")
                           .arg(candidate.configFile.isEmpty() ? candidate.root : candidate.configFile,
                               candidate.scriptLocation),
            .place = {candidate.configFile}};
    }
    LoadedProject loaded;
    loaded.settings = std::move(*settings);
    loaded.project = describe(candidate, *config);
    append(loaded.project.problems, loaded.settings.warnings);
    addContextOptions(loaded.project, *config);
    noteOtherLocation(loaded.project, *config);
    addEvaluation(loaded.project, loaded.settings);
    ScriptScan scan = scanScripts(loaded.project.versionLocations, loaded.project.recursive);
    append(loaded.project.problems, scan.problems);
    loaded.graph = std::make_shared<const RevisionGraph>(std::move(scan.revisions));
    append(loaded.project.problems, loaded.graph->problems());
    return loaded;
}

} // namespace stillroom
