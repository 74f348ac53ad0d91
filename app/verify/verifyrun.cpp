#include "app/verify/verifyrun.h"

#include "app/environment/flags.h"
#include "app/project/targets.h"
#include "app/verify/pythonfiles.h"

#include <QDir>

namespace stillroom
{

namespace
{

constexpr int scriptLimitMs = 10'000;

/// An application that keeps its URLs in DEV_… and PROD_… refuses to start without the one that ENVIRONMENT
/// selects: nothing else stands in for it.
std::optional<Error> refusalOf(const Verification &verification)
{
    const ApplicationVariables &variables = *verification.variables;
    const QString names[] = {QStringLiteral("DEV_DATABASE_URL"), QStringLiteral("PROD_DATABASE_URL")};
    const bool inUse
        = verification.application.namesUrls || variables.find(names[0]) || variables.find(names[1]);
    const bool production = isProductionEnvironment(variables.value(variable::environment));
    const QString &selected = names[production ? 1 : 0];
    if (!inUse || !variables.value(selected).isEmpty())
        return {};
    return Error{ErrorKind::InvalidCall, selected + QStringLiteral(" is not set")};
}

void chooseTargetFor(Verification &verification, const VerifyTarget &wanted)
{
    if (wanted.chosen) {
        verification.target = wanted.chosen;
        return;
    }
    if (wanted.databaseUrl.isEmpty() && wanted.name.isEmpty()) {
        verification.targetFailure = refusalOf(verification);
        if (verification.targetFailure)
            return;
    }
    Project bare;
    bare.root = verification.root;
    const Project &project = verification.loaded ? verification.loaded->project : bare;
    const ProjectSettings none;
    const ProjectSettings &settings = verification.loaded ? verification.loaded->settings : none;
    Result<Target> target = chooseTarget(
        projectTargets(project, settings, verification.process, wanted.databaseUrl), wanted.name);
    if (target)
        verification.target = std::move(*target);
    else
        verification.targetFailure = target.error();
}

std::vector<ScriptCheck> scriptsOf(const Verification &verification)
{
    const QString migrations = verification.loaded ? verification.loaded->project.scriptLocation
                                                   : verification.root + QStringLiteral("/migrations");
    std::vector<ScriptCheck> scripts;
    for (const QString &name : QDir(migrations + QStringLiteral("/verify"))
                                   .entryList({QStringLiteral("*.sql")}, QDir::Files, QDir::Name))
        scripts.push_back({name});
    return scripts;
}

void runScripts(const Verification &verification, Connection &connection, std::vector<ScriptCheck> &scripts)
{
    const QString migrations = verification.loaded ? verification.loaded->project.scriptLocation
                                                   : verification.root + QStringLiteral("/migrations");
    for (ScriptCheck &script : scripts) {
        const QString path = migrations + QStringLiteral("/verify/") + script.name;
        const std::optional<QByteArray> bytes = fileBytes(path);
        if (!bytes) {
            script.failure = Error{ErrorKind::Unreadable, QStringLiteral("cannot be read"), {}, {path, 0, 0}};
            continue;
        }
        const Result<QueryCheck> result = runQueryCheck(connection, QString::fromUtf8(*bytes), scriptLimitMs);
        if (result)
            script.result = *result;
        else
            script.failure = result.error();
    }
}

void readEdited(Verification &verification, Connection &connection)
{
    if (!verification.loaded)
        return;
    const RevisionGraph &graph = *verification.loaded->graph;
    const DatabaseState &state = verification.facts->state;
    verification.edited = editedScripts(connection, graph, state);
    const std::vector<EditedScript> inGit = changedInGit(connection, graph, state);
    verification.edited.insert(verification.edited.end(), inGit.begin(), inGit.end());
}

} // namespace

VerifyReport runVerification(Verification verification, const VerifyTarget &target, const ConnectTo &connect)
{
    VerifyReport report;
    chooseTargetFor(verification, target);
    std::vector<ScriptCheck> scripts = scriptsOf(verification);
    if (verification.target) {
        Result<std::unique_ptr<Connection>> connection = connect(*verification.target);
        if (connection) {
            const VersionTableName table
                = verification.loaded ? verification.loaded->project.online.versionTable : VersionTableName();
            const Result<ChecklistFacts> facts
                = readChecklistFacts(**connection, table, verification.requiredNames());
            if (facts)
                verification.facts = *facts;
            else
                verification.connectFailure = facts.error();
            if (facts) {
                runScripts(verification, **connection, scripts);
                readEdited(verification, **connection);
            }
        } else {
            verification.connectFailure = connection.error();
        }
    }
    report.mirrored = mirrorVerification(verification);
    report.checklist = stillroomChecklist(verification, report.mirrored, scripts);
    report.verification = std::move(verification);
    report.at = QDateTime::currentDateTime();
    return report;
}

} // namespace stillroom
