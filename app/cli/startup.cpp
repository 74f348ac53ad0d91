#include "app/cli/commands.h"
#include "app/cli/journaling.h"
#include "app/cli/jsonwriter.h"
#include "app/cli/migraterun.h"
#include "app/cli/planning.h"
#include "app/cli/runreport.h"
#include "app/cli/startuplog.h"
#include "app/environment/flags.h"
#include "app/journal/sharedjournal.h"
#include "app/project/pythonfinder.h"
#include "app/startup/startuprun.h"
#include "migrations/database/statereader.h"

#include <QDir>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <unistd.h>

namespace stillroom::cli
{

namespace
{

constexpr auto defaultWait = std::chrono::minutes(2);
constexpr int commandNotFound = 127; // as a shell says it
constexpr int commandNotRunnable = 126;

MessageForm formOf(const QString &name)
{
    return name == u"bracket" ? MessageForm::Bracket
        : name == u"json"     ? MessageForm::Json
                              : MessageForm::Symbol;
}

class Host final : public StartupHost
{
public:
    Host(Session &session, const Target &target, const StartupCommand &command, const StartupProject &project,
        MessageForm form, QString root)
        : m_session(session)
        , m_target(target)
        , m_command(command)
        , m_project(project)
        , m_form(form)
        , m_root(std::move(root))
    {
    }

    Result<std::unique_ptr<Connection>> connect() override { return m_session.connect(m_target); }

    /// Each message is written at once: the work it announces may take long, and COMMAND replaces us.
    void say(const StartupMessage &message) override
    {
        if (m_session.options().json)
            return;
        m_session.output().line(lineOf(message, m_form));
        m_session.output().flush();
    }

    void note(const QString &text) override { m_session.output().note(text); }

    Result<PythonSteps *> python(const Plan &plan) override
    {
        // Its steps commit by themselves; a start that fails half-way is to leave nothing unless asked for.
        if (m_command.run.engine != EngineChoice::Python || !m_project.loaded)
            return nullptr;
        m_session.startApplication();
        Result<FoundPython> found = pythonForPlan(*m_project.loaded, plan, m_target,
            runSettings(m_command.run, *m_project.loaded), m_session.cancelToken());
        if (!found)
            return found.error();
        note(QStringLiteral("Project Python: %1 (%2), alembic %3")
                 .arg(found->facts.path, found->facts.source, found->facts.alembicVersion));
        m_python = std::move(found->steps);
        return m_python.get();
    }

    RunEventSink &sink(const Plan &plan, const DatabaseState &state) override
    {
        closeUnfinishedRuns(state, m_session.output());
        RunEventSink &progress = m_progress.emplace(m_session.output(), &plan, m_session.options().verbose);
        const JournalFacts facts
            = journalFacts(QStringLiteral("startup"), m_target, state.server, m_root, plan.target);
        m_recorder
            = std::make_unique<JournalRecorder>(facts, plan, progress, journalTrouble(m_session.output()));
        return *m_recorder;
    }

    void runEnded(Connection &connection) override
    {
        if (m_recorder)
            shareWithTeam(connection, *m_recorder, m_session.output());
    }

    void seedEnded(Connection &connection, const SeedScript &script, const QDateTime &startedAt,
        qint64 durationMs, const std::optional<Error> &error) override
    {
        const Result<DatabaseState> state = readDatabaseState(connection,
            m_project.loaded ? m_project.loaded->project.online.versionTable : VersionTableName());
        if (!state)
            return; // the connection is lost, and the start says so
        const Result<JournalEntry> entry
            = recordSeed(journalFacts(QStringLiteral("seed"), m_target, state->server, m_root, script.name),
                {script.name, script.path, startedAt, durationMs, idTexts(state->rows), error});
        const Status shared = entry ? SharedJournal(connection).append(*entry) : Status(entry.error());
        if (!shared)
            m_session.output().warn(shared.error());
    }

private:
    Session &m_session;
    const Target &m_target;
    const StartupCommand &m_command;
    const StartupProject &m_project;
    MessageForm m_form;
    QString m_root;
    std::optional<ProgressReport> m_progress;
    std::unique_ptr<JournalRecorder> m_recorder;
    std::unique_ptr<PythonSteps> m_python;
};

/// A project without migrations still starts: its tables may exist. Then the folder itself is the root.
Result<StartupProject> projectOf(const StartupCommand &command, Session &session)
{
    const Result<const LoadedProject *> loaded = session.project();
    if (loaded) {
        return readStartupProject((*loaded)->project.root, std::make_shared<const LoadedProject>(**loaded),
            {}, command.requiredTables);
    }
    const QString &folder = session.options().project;
    const QString root = QDir(folder.isEmpty() ? QDir::currentPath() : folder).absolutePath();
    StartupProject project
        = readStartupProject(root, nullptr, loaded.error().message, command.requiredTables);
    if (loaded.error().kind != ErrorKind::NotAProject || !project.required.list)
        return loaded.error();
    return project;
}

Result<Target> targetOf(const StartupProject &project, Session &session)
{
    if (project.loaded)
        return session.target();
    Project bare;
    bare.root = project.root;
    return session.targetAmong(bare, {});
}

Status checkRequired(const StartupProject &project, const StartupSituation &situation)
{
    const bool needed = situation.mode == StartupMode::Reference && situation.required.isEmpty()
        && !skipsDatabase(situation.skip.value_or(QString()));
    if (!needed)
        return Done{};
    return Error{ErrorKind::InvalidCall,
        QStringLiteral("Which tables must exist is not known: no Python file of %1 holds a list "
                       "required_tables. Name them with --required-tables, set required_tables in "
                       "stillroom.toml, or use --mode pending.")
            .arg(project.root)};
}

StartupOptions optionsOf(const StartupCommand &command, const StartupProject &project, const Target *target)
{
    StartupOptions options;
    options.mode = command.pendingMode ? StartupMode::Pending : StartupMode::Reference;
    options.strict = command.strict;
    options.dryRun = command.run.dryRun;
    options.waitForDatabase = command.waitForDatabase;
    options.run = project.loaded ? runSettings(command.run, *project.loaded) : RunSettings{};
    options.run.waitForRunLock = command.run.wait.value_or(defaultWait);
    if (target && target->kind == TargetKind::Production && !command.run.yes) {
        options.refuseWriting
            = QStringLiteral("%1 (%2) is a production database and something is to be done there: add --yes")
                  .arg(target->name, target->maskedUrl());
    } else if (target && project.loaded) {
        // What will run is not known yet, so a rehearsal is a person's word here.
        const Status met = meetRequirements(
            *target, project.loaded->settings.productionRequire, {true, false, command.run.confirmed});
        if (!met)
            options.refuseWriting = met.error().message;
    }
    return options;
}

void writeMessages(JsonWriter &json, const std::vector<StartupMessage> &messages)
{
    json.beginList();
    for (const StartupMessage &message : messages) {
        json.beginObject();
        json.field("level", messageLevelName(levelOf(message.key)));
        json.field("text", textOf(message));
        json.endObject();
    }
    json.endList();
}

void writePath(JsonWriter &json, const std::vector<PathStep> &path)
{
    json.beginList();
    for (const PathStep &step : path) {
        json.beginObject();
        json.field("node", startupNodeName(step.node));
        json.key("answer");
        json.textOrNull(step.answer);
        json.key("reason");
        json.textOrNull(step.reason);
        json.endObject();
    }
    json.endList();
}

QByteArray reportJson(const StartupReport &report, bool dryRun)
{
    JsonWriter json;
    json.beginObject();
    json.field("outcome", startupOutcomeName(report.decision.outcome));
    json.field("already_run", report.alreadyRun);
    json.key("messages");
    writeMessages(json, report.decision.messages);
    json.key("applied");
    json.beginList();
    for (const RevisionId &revision : report.applied)
        json.text(revision.text());
    json.endList();
    json.key("seeded");
    json.beginList();
    for (const QString &seed : report.seeded)
        json.text(seed);
    json.endList();
    json.field("exit_status", report.exitStatus);
    json.field("dry_run", dryRun);
    json.field("row", report.decision.row);
    json.field("final_state", startupNodeName(report.decision.finalState));
    json.key("path");
    writePath(json, report.decision.path);
    json.key("error");
    json.textOrNull(report.error ? report.error->message : report.decision.standardError);
    json.endObject();
    return json.take();
}

void printPath(Output &output, const std::vector<PathStep> &path)
{
    for (const PathStep &step : path) {
        QString line = startupNodeName(step.node);
        if (!step.answer.isEmpty())
            line += QStringLiteral(" ") + step.answer;
        if (!step.reason.isEmpty())
            line += QStringLiteral(" — ") + step.reason;
        output.report(line);
    }
}

void reportEnd(Session &session, const StartupReport &report)
{
    Output &output = session.output();
    if (!report.decision.standardError.isEmpty())
        output.report(report.decision.standardError);
    if (report.run)
        reportOutcome(output, *report.run, report.plan ? &*report.plan : nullptr);
    else if (report.error)
        output.fail(*report.error);
}

/// Replaces this program; comes back only when that failed.
int runCommand(const StartupCommand &command, Output &output)
{
    std::vector<QByteArray> texts(command.command.begin(), command.command.end());
    std::vector<char *> arguments;
    for (QByteArray &text : texts)
        arguments.push_back(text.data());
    arguments.push_back(nullptr);
    ::execvp(arguments.front(), arguments.data());
    const int reason = errno;
    output.report(
        QStringLiteral("error: %1 cannot be run: %2")
            .arg(QString::fromLocal8Bit(texts.front()), QString::fromLocal8Bit(std::strerror(reason))));
    return reason == ENOENT ? commandNotFound : commandNotRunnable;
}

} // namespace

Result<int> execute(const StartupCommand &command, Session &session)
{
    if (!command.log.isEmpty())
        return readStartupLog(command, session);
    const Result<StartupProject> project = projectOf(command, session);
    if (!project)
        return project.error();
    Output &output = session.output();
    for (const Error &problem : project->problems)
        output.warn(problem);
    const ApplicationVariables variables(project->root, QProcessEnvironment::systemEnvironment());
    const Result<Target> target = targetOf(*project, session);
    const StartupOptions options = optionsOf(command, *project, target ? &*target : nullptr);
    StartupSituation situation = startupSituation(*project, variables, options.mode);
    const GlobalOptions &global = session.options();
    if (global.databaseUrl.isEmpty() && global.target.isEmpty())
        situation.refusal = applicationRefusal(variables);
    if (situation.refusal.isEmpty() && !target)
        situation.refusal = target.error().message;
    if (situation.refusal.isEmpty()) {
        if (const Status known = checkRequired(*project, situation); !known)
            return known.error();
    }
    const Target none;
    Host host(session, target ? *target : none, command, *project, formOf(command.messages), project->root);
    const StartupReport report = performStartup(*project, situation, options, host, session.cancelToken());
    if (session.options().json)
        output.result(reportJson(report, options.dryRun));
    reportEnd(session, report);
    if (options.dryRun) {
        printPath(output, report.decision.path);
        return report.exitStatus;
    }
    if (command.command.empty() || !report.mayStart() || !output.flush())
        return report.exitStatus;
    return runCommand(command, output);
}

} // namespace stillroom::cli
