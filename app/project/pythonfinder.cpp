#include "app/project/pythonfinder.h"

#include "app/project/alembicconfig.h"
#include "app/project/databaseurl.h"
#include "app/project/targets.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>

namespace stillroom
{

namespace
{

constexpr int answerMs = 20'000; ///< a cold interpreter on a slow disk
constexpr int pollMs = 50;

/// Asks for the distributions' versions without importing them.
const char versionProgram[] = R"py(
import json, platform
try:
    from importlib.metadata import version, PackageNotFoundError
except ImportError:
    from importlib_metadata import version, PackageNotFoundError
def of(name):
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
print(json.dumps({"python": platform.python_version(), "alembic": of("alembic"),
    "sqlalchemy": of("SQLAlchemy"), "flask_migrate": of("Flask-Migrate")}))
)py";

struct Answer {
    bool started = false;
    int status = -1;
    QByteArray out;
    QByteArray err;
};

Answer ask(const QString &program, const QStringList &arguments, const QString &folder,
    const QProcessEnvironment &environment, const CancelToken &cancel)
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.setProcessEnvironment(environment);
    process.setStandardInputFile(QProcess::nullDevice());
    process.start(program, arguments);
    Answer answer;
    answer.started = process.waitForStarted();
    QElapsedTimer waiting;
    waiting.start();
    while (process.state() != QProcess::NotRunning && waiting.elapsed() < answerMs && !cancel.isCancelled())
        process.waitForFinished(pollMs);
    if (process.state() != QProcess::NotRunning) {
        process.kill();
        process.waitForFinished();
        return answer;
    }
    answer.status = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    answer.out = process.readAllStandardOutput();
    answer.err = process.readAllStandardError();
    return answer;
}

/// The interpreter of a virtual environment, or empty.
QString interpreterIn(const QString &environment)
{
    for (const char *name : {"bin/python", "bin/python3"}) {
        const QFileInfo file(environment + u'/' + QLatin1String(name));
        if (file.isExecutable())
            return file.absoluteFilePath();
    }
    return {};
}

/// What a tool says is its environment's folder; the tool is asked only where its own file lies.
QString toolEnvironment(const QString &root, const char *file, const char *tool, const QStringList &arguments,
    const QProcessEnvironment &environment)
{
    if (!QFileInfo::exists(root + u'/' + QLatin1String(file)))
        return {};
    const QString program = QStandardPaths::findExecutable(QLatin1String(tool));
    if (program.isEmpty())
        return {};
    const Answer answer = ask(program, arguments, root, environment, {});
    return answer.status == 0 ? QString::fromLocal8Bit(answer.out).trimmed() : QString();
}

QString missingIn(const PythonFacts &facts, ProjectKind kind)
{
    QStringList missing;
    if (facts.alembicVersion.isEmpty())
        missing << QStringLiteral("alembic");
    if (kind == ProjectKind::FlaskMigrate && facts.flaskMigrateVersion.isEmpty())
        missing << QStringLiteral("Flask-Migrate");
    return missing.join(QStringLiteral(" and "));
}

Result<PythonFacts> askedFacts(const PythonCandidate &candidate, const QString &folder,
    const QProcessEnvironment &environment, const CancelToken &cancel)
{
    const Answer answer = ask(candidate.path, {QStringLiteral("-c"), QString::fromLatin1(versionProgram)},
        folder, environment, cancel);
    if (cancel.isCancelled())
        return Error{ErrorKind::Cancelled, {}};
    const QJsonObject json = QJsonDocument::fromJson(answer.out).object();
    if (json.isEmpty()) {
        const QString said = QString::fromUtf8(answer.err).trimmed().section(u'\n', -1);
        return Error{
            ErrorKind::NeedsProjectPython, said.isEmpty() ? QStringLiteral("it does not start") : said};
    }
    const auto text = [&](const char *key) { return json[QLatin1String(key)].toString(); };
    return PythonFacts{candidate.path, candidate.source, text("python"), text("alembic"), text("sqlalchemy"),
        text("flask_migrate")};
}

} // namespace

std::vector<PythonCandidate> pythonCandidates(
    const Project &project, const ProjectSettings &settings, const QProcessEnvironment &environment)
{
    std::vector<PythonCandidate> candidates;
    const auto add = [&](const QString &path, const QString &source) {
        if (!path.isEmpty())
            candidates.push_back({path, source});
    };
    if (!settings.python.isEmpty()) {
        // A person's word: nothing else is tried.
        const QString named = settings.python.contains(u'/')
            ? QDir(project.root).absoluteFilePath(settings.python)
            : QStandardPaths::findExecutable(settings.python);
        add(named.isEmpty() ? settings.python : named, QStringLiteral("the setting python"));
        return candidates;
    }
    for (const char *name : {".venv", "venv", "env"})
        add(interpreterIn(project.root + u'/' + QLatin1String(name)), QLatin1String(name));
    for (const char *name : {"VIRTUAL_ENV", "CONDA_PREFIX"}) {
        const QString folder = environment.value(QLatin1String(name));
        if (!folder.isEmpty())
            add(interpreterIn(folder), QLatin1String(name));
    }
    const QString poetry = toolEnvironment(project.root, "poetry.lock", "poetry",
        {QStringLiteral("env"), QStringLiteral("info"), QStringLiteral("--path")}, environment);
    add(poetry.isEmpty() ? QString() : interpreterIn(poetry), QStringLiteral("poetry"));
    const QString pipenv
        = toolEnvironment(project.root, "Pipfile", "pipenv", {QStringLiteral("--venv")}, environment);
    add(pipenv.isEmpty() ? QString() : interpreterIn(pipenv), QStringLiteral("pipenv"));
    for (const QString &folder :
        environment.value(QStringLiteral("PATH")).split(QDir::listSeparator(), Qt::SkipEmptyParts)) {
        const QFileInfo file(folder + QStringLiteral("/python3"));
        if (file.isExecutable())
            add(file.absoluteFilePath(), QStringLiteral("PATH"));
    }
    return candidates;
}

Result<PythonFacts> findProjectPython(const Project &project, const ProjectSettings &settings,
    const QProcessEnvironment &environment, const CancelToken &cancel)
{
    QStringList looked;
    QStringList seen;
    for (const PythonCandidate &candidate : pythonCandidates(project, settings, environment)) {
        if (seen.contains(candidate.path))
            continue;
        seen << candidate.path;
        const Result<PythonFacts> facts = askedFacts(candidate, project.root, environment, cancel);
        if (!facts && facts.error().kind == ErrorKind::Cancelled)
            return facts.error();
        const QString missing = facts ? missingIn(*facts, project.kind) : QString();
        if (facts && missing.isEmpty())
            return facts;
        looked << QStringLiteral("%1 (%2): %3")
                      .arg(candidate.path, candidate.source,
                          facts ? QStringLiteral("%1 is not installed there").arg(missing)
                                : facts.error().message);
    }
    return Error{ErrorKind::NeedsProjectPython,
        QStringLiteral("no Python of the project was found that has %1. Make .venv in %2 and install the "
                       "project's requirements there, activate its environment before, or set python in "
                       "[tool.stillroom]")
            .arg(project.kind == ProjectKind::FlaskMigrate ? QStringLiteral("Flask-Migrate and alembic")
                                                           : QStringLiteral("alembic"),
                project.root),
        looked.isEmpty() ? QStringLiteral("No interpreter was found.") : looked.join(u'\n')};
}

namespace
{

/// Alembic takes a relative `script_location` from where it is started: the folder from which it leads to the
/// scripts that were read.
QString workingFolder(const Project &project)
{
    const Result<AlembicConfig> config = readAlembicConfig(project.configFile, project.section);
    if (!config || !config->scriptLocation || QDir::isAbsolutePath(*config->scriptLocation))
        return project.root;
    const QString scripts = QFileInfo(project.scriptLocation).canonicalFilePath();
    for (const QString &folder : {project.root, QFileInfo(project.configFile).absolutePath()}) {
        if (QFileInfo(QDir(folder).absoluteFilePath(*config->scriptLocation)).canonicalFilePath() == scripts)
            return folder;
    }
    return project.root;
}

} // namespace

PythonCommand pythonCommand(const LoadedProject &loaded, const PythonFacts &python, const Target &target,
    const QProcessEnvironment &environment, const RunSettings &settings)
{
    const Project &project = loaded.project;
    PythonCommand command;
    command.interpreter = python.path;
    command.folder = project.root;
    command.environment = environment;
    command.versionTable = project.online.versionTable.table;
    command.lockTimeout = settings.lockTimeout;
    command.statementTimeout = settings.statementTimeout;
    if (project.kind == ProjectKind::FlaskMigrate) {
        command.kind = PythonCommand::Kind::FlaskMigrate;
        command.arguments = {QStringLiteral("--directory"), project.scriptLocation};
    } else if (project.configFile.endsWith(u".ini")) {
        command.folder = workingFolder(project);
        command.arguments = {QStringLiteral("-c"), project.configFile};
        if (project.section != u"alembic")
            command.arguments << QStringLiteral("-n") << project.section;
    }
    // Whichever of its variables the project selects, it is to find this target behind it.
    command.urlVariables = {QStringLiteral("DATABASE_URL"), QStringLiteral("SQLALCHEMY_DATABASE_URI"),
        QStringLiteral("SQLALCHEMY_DATABASE_URL"), QStringLiteral("DEV_DATABASE_URL"),
        QStringLiteral("PROD_DATABASE_URL"), QStringLiteral("FLASK_SQLALCHEMY_DATABASE_URI")};
    for (const Target &known : projectTargets(project, loaded.settings, environment)) {
        if (known.origin == TargetOrigin::Environment || known.origin == TargetOrigin::Settings)
            command.urlVariables << known.source.section(u':', -1);
    }
    for (const TargetSetting &setting : loaded.settings.targets)
        command.urlVariables << setting.urlFrom;
    command.urlVariables.removeAll(QString());
    command.urlVariables.removeDuplicates();
    if (const auto url = DatabaseUrl::parse(target.url); url && url->dialect() == u"postgresql")
        command.driverName = url->driverName;
    return command;
}

Plan allProjectPython(Plan plan, const QString &reason)
{
    for (PlanStep &step : plan.steps) {
        if (step.engine == Engine::ProjectPython)
            continue;
        step.engine = Engine::ProjectPython;
        step.statements.clear();
        step.engineReasons = {{step.script, reason}};
    }
    return plan;
}

Result<std::vector<RehearsedStatement>> LazyProjectPython::run(
    const PlanStep &step, const ConnectionSettings &database, const Lines &lines, const CancelToken &cancel)
{
    if (!m_python) {
        const QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        const Result<PythonFacts> python
            = findProjectPython(m_loaded.project, m_loaded.settings, environment, cancel);
        if (!python)
            return python.error();
        m_python
            = std::make_unique<ProjectPython>(pythonCommand(m_loaded, *python, m_target, environment, {}));
    }
    return m_python->run(step, database, lines, cancel);
}

Result<FoundPython> pythonForPlan(const LoadedProject &loaded, const Plan &plan, const Target &target,
    const RunSettings &settings, const CancelToken &cancel)
{
    if (plan.isNative())
        return FoundPython{};
    const QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    const Result<PythonFacts> python
        = findProjectPython(loaded.project, loaded.settings, environment, cancel);
    if (!python)
        return python.error();
    return FoundPython{*python,
        std::make_unique<ProjectPython>(pythonCommand(loaded, *python, target, environment, settings))};
}

} // namespace stillroom
