#include "app/project/planlint.h"

#include "app/project/scriptbodies.h"
#include "migrations/database/livefactsreader.h"

#include <QDir>

namespace stillroom
{

QStringList projectModules(const QString &root)
{
    QStringList modules;
    const QDir dir(root);
    for (const QFileInfo &entry : dir.entryInfoList(QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot)) {
        if (entry.isFile() && entry.suffix() == u"py")
            modules << entry.completeBaseName();
        // A package without __init__.py can be imported too; a folder without any Python cannot.
        else if (entry.isDir()
            && !QDir(entry.filePath()).entryList({QStringLiteral("*.py")}, QDir::Files).isEmpty())
            modules << entry.fileName();
    }
    return modules;
}

LintOptions lintOptions(const Plan &plan, const LoadedProject &loaded, const RunSettings &settings)
{
    LintOptions options = lintOptions(plan, loaded.project.root, loaded.settings.lintIgnore);
    options.transaction = settings.transaction;
    options.hasLockTimeout = settings.lockTimeout.count() > 0;
    return options;
}

LintOptions lintOptions(const Plan &plan, const QString &root, const QStringList &ignored)
{
    LintOptions options;
    options.ignored = ignored;
    const QStringList modules = projectModules(root);
    for (const PlanStep &step : plan.steps) {
        const Result<QByteArray> text = readScript(step.script.path);
        if (!text)
            continue;
        if (Result<ScriptTraits> traits = readTraits(*text, step.script.path, modules))
            options.traits.emplace(step.revision, std::move(*traits));
    }
    return options;
}

std::map<RevisionId, std::vector<std::chrono::microseconds>> rehearsedTimes(
    const Plan &plan, const Rehearsal &rehearsal)
{
    std::map<RevisionId, std::vector<std::chrono::microseconds>> times;
    if (!rehearsal.fullCopy)
        return times;
    for (const PlanStep &step : plan.steps) {
        const RehearsedStep *ran = rehearsal.step(step.revision);
        if (!ran || step.engine != Engine::NativeSql)
            continue;
        std::vector<std::chrono::microseconds> ofStep;
        size_t next = 0;
        for (const PlannedStatement &planned : step.statements) {
            // The version table's own statements may stand between them.
            while (next < ran->statements.size() && ran->statements[next].sql != planned.statement.sql)
                ++next;
            if (next == ran->statements.size())
                break;
            ofStep.emplace_back(qint64(ran->statements[next++].durationMs * 1000));
        }
        if (ofStep.size() == step.statements.size())
            times.emplace(step.revision, std::move(ofStep));
    }
    return times;
}

Result<std::vector<Finding>> lintPlan(const Plan &plan, const LoadedProject &loaded,
    const RunSettings &settings, Connection *connection, std::optional<int> versionColumnWidth,
    bool eachRevisionAlone)
{
    LintOptions options = lintOptions(plan, loaded, settings);
    options.versionColumnWidth = versionColumnWidth;
    options.eachRevisionAlone = eachRevisionAlone;
    if (eachRevisionAlone)
        options.transaction = TransactionMode::PerMigration;
    if (!connection)
        return lint(plan, options);
    const Result<LiveFacts> live = readLiveFacts(*connection, lintedObjects(plan));
    if (!live)
        return live.error();
    options.live = &*live;
    return lint(plan, options);
}

Plan withRisks(Plan plan, const std::vector<Finding> &findings)
{
    for (PlanStep &step : plan.steps) {
        for (const Finding &finding : findings) {
            const bool belongs = finding.revision == step.revision && finding.statement >= 0
                && std::size_t(finding.statement) < step.statements.size();
            if (!belongs || finding.allowed || finding.severity == Severity::Info)
                continue;
            QStringList &risks = step.statements[std::size_t(finding.statement)].risks;
            if (!risks.contains(finding.rule))
                risks << finding.rule;
        }
    }
    return plan;
}

} // namespace stillroom
