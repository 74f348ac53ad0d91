#include "app/services/factreader.h"

#include "app/project/scriptbodies.h"
#include "app/services/pendingrisks.h"
#include "migrations/graph/revisiongraph.h"

#include <QCoreApplication>
#include <QDeadlineTimer>

namespace stillroom
{

namespace
{

RevisionFacts factsOf(const PlanStep &step)
{
    RevisionFacts facts;
    facts.engine = step.engine;
    facts.engineKnown = true;
    facts.statementCount = int(step.statements.size());
    facts.riskKnown = step.engine == Engine::NativeSql;
    if (facts.riskKnown)
        facts.risk = worstRisk(findingsAlone(step));
    for (const PlannedStatement &statement : step.statements) {
        facts.sql += statement.statement.sql + u'\n';
        for (const LockClaim &lock : statement.locks) {
            if (!facts.tables.contains(lock.table))
                facts.tables << lock.table;
        }
    }
    return facts;
}

} // namespace

FactChunk readFacts(const RevisionGraph &graph, const EvaluationOptions &evaluation,
    const std::vector<int> &revisions, size_t next, std::chrono::milliseconds budget,
    const CancelToken &cancel)
{
    const QDeadlineTimer deadline(budget);
    PlanRequestOptions options;
    FactChunk chunk;
    chunk.next = next;
    while (chunk.next < revisions.size() && !deadline.hasExpired() && !cancel.isCancelled()) {
        const int index = revisions[chunk.next++];
        EvaluatedBodies bodies(evaluation);
        Planner planner(graph, bodies);
        const Result<PlanStep> step = planner.step(index, Direction::Upgrade, options);
        // A script that cannot be read stays "not known"; the project's problems say why.
        if (step)
            chunk.facts.emplace_back(graph.id(index), factsOf(*step));
    }
    return chunk;
}

Result<RevisionSql> readRevisionSql(const RevisionGraph &graph, const EvaluationOptions &evaluation,
    const RevisionId &revision, const VersionTableName &versionTable)
{
    const int index = graph.indexOf(revision);
    if (index < 0) {
        return Error{ErrorKind::InvalidCall,
            QCoreApplication::translate("FactReader", "Revision %1 is in no script of this project.")
                .arg(revision.text())};
    }
    PlanRequestOptions options;
    options.versionTable = versionTable;
    EvaluatedBodies bodies(evaluation);
    Planner planner(graph, bodies);
    Result<PlanStep> upgrade = planner.step(index, Direction::Upgrade, options);
    if (!upgrade)
        return upgrade.error();
    Result<PlanStep> downgrade = planner.step(index, Direction::Downgrade, options);
    if (!downgrade)
        return downgrade.error();
    const Result<QByteArray> text = readScript(graph.revision(index).place.path, 2 * 1024 * 1024);
    RevisionSql sql;
    sql.revision = revision;
    sql.upgrade = std::move(upgrade).value();
    sql.downgrade = std::move(downgrade).value();
    sql.findings = findingsAlone(sql.upgrade);
    sql.script = text ? QString::fromUtf8(*text) : text.error().message;
    return sql;
}

} // namespace stillroom
