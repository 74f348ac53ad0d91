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
    LintOptions options;
    options.ignored = loaded.settings.lintIgnore;
    options.transaction = settings.transaction;
    options.hasLockTimeout = settings.lockTimeout.count() > 0;
    const QStringList modules = projectModules(loaded.project.root);
    for (const PlanStep &step : plan.steps) {
        const Result<QByteArray> text = readScript(step.script.path);
        if (!text)
            continue;
        if (Result<ScriptTraits> traits = readTraits(*text, step.script.path, modules))
            options.traits.emplace(step.revision, std::move(*traits));
    }
    return options;
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
