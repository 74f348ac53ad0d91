#include "migrations/risk/linter.h"

#include "migrations/risk/rule.h"

#include <algorithm>
#include <limits>

namespace stillroom
{

namespace
{

bool createsTable(SqlActionKind kind)
{
    return kind == SqlActionKind::CreateTable || kind == SqlActionKind::CreateTableAs
        || kind == SqlActionKind::CreatePartition;
}

LintStatement statementOf(const PlannedStatement &planned)
{
    LintStatement statement;
    statement.planned = &planned;
    statement.actions = actionsOf(planned.statement.sql);
    // The text of DROP INDEX does not name the table; the script may.
    for (SqlAction &action : statement.actions) {
        if (action.kind == SqlActionKind::DropIndex && action.table.isEmpty())
            action.table = planned.statement.indexedTable;
    }
    return statement;
}

LintRun runOf(const Plan &plan, const LintOptions &options)
{
    LintRun run;
    run.plan = &plan;
    run.live = options.live;
    run.transaction = options.transaction;
    run.hasLockTimeout = options.hasLockTimeout;
    run.versionColumnWidth = options.versionColumnWidth;
    for (const PlanStep &step : plan.steps) {
        LintStep &linted = run.steps.emplace_back();
        linted.step = &step;
        if (const auto traits = options.traits.find(step.revision); traits != options.traits.end())
            linted.traits = traits->second;
        const auto measured = options.measured.find(step.revision);
        for (const PlannedStatement &planned : step.statements) {
            linted.statements.push_back(statementOf(planned));
            const std::size_t index = linted.statements.size() - 1;
            if (measured != options.measured.end() && index < measured->second.size())
                linted.statements.back().measured = measured->second[index];
        }
    }
    return run;
}

/// Walks a run in its order and asks every rule at every place.
class Linter
{
public:
    Linter(const LintRun &run, const LintOptions &options)
        : m_run(run)
        , m_reporter(m_findings)
        , m_eachAlone(options.eachRevisionAlone)
    {
        std::copy_if(allRules().begin(), allRules().end(), std::back_inserter(m_rules),
            [&](const Rule *rule) { return !options.ignored.contains(QLatin1String(rule->id)); });
    }

    std::vector<Finding> findings()
    {
        for (const LintStep &step : m_run.steps)
            lintStep(step);
        for (const Rule *rule : m_rules) {
            if (rule->checkRun) {
                m_reporter.enter(*rule, nullptr, nullptr, -1);
                rule->checkRun(m_run, m_reporter);
            }
        }
        return std::move(m_findings);
    }

private:
    void lintStep(const LintStep &step)
    {
        const std::size_t first = m_findings.size();
        if (m_eachAlone)
            m_created.clear();
        for (const Rule *rule : m_rules) {
            if (rule->checkStep) {
                m_reporter.enter(*rule, &step, nullptr, -1);
                rule->checkStep(m_run, step, m_reporter);
            }
        }
        for (int i = 0; i < int(step.statements.size()); ++i)
            lintStatement(step, i);
        allow(step.traits.allowances, first);
    }

    void lintStatement(const LintStep &step, int index)
    {
        const std::size_t first = m_findings.size();
        const LintStatement &statement = step.statements[std::size_t(index)];
        for (const SqlAction &action : statement.actions) {
            const ActionContext context{m_run, step, statement, index, action, m_created};
            for (const Rule *rule : m_rules) {
                if (rule->checkAction) {
                    m_reporter.enter(*rule, &step, &statement, index);
                    rule->checkAction(context, m_reporter);
                }
            }
            note(action);
        }
        std::stable_sort(m_findings.begin() + std::ptrdiff_t(first), m_findings.end(),
            [](const Finding &a, const Finding &b) { return a.severity > b.severity; });
    }

    /// Keeps book of what is new in this run.
    void note(const SqlAction &action)
    {
        if (createsTable(action.kind) && !(action.ifExists && m_run.live && m_run.live->table(action.table)))
            m_created.insert(action.table);
        else if (action.kind == SqlActionKind::DropTable)
            m_created.remove(action.table);
        else if (action.kind == SqlActionKind::RenameTable && m_created.remove(action.table))
            m_created.insert(action.newName);
    }

    void allow(const std::vector<Allowance> &allowances, std::size_t first)
    {
        for (std::size_t i = first; i < m_findings.size(); ++i) {
            Finding &finding = m_findings[i];
            for (const Allowance &allowance : allowances) {
                const bool covers
                    = allowance.firstLine <= finding.place.line && finding.place.line <= allowance.lastLine;
                const bool whole
                    = allowance.firstLine == 1 && allowance.lastLine == std::numeric_limits<int>::max();
                if (allowance.rule == finding.rule && !allowance.reason.isEmpty() && (covers || whole))
                    finding.allowed = allowance.reason;
            }
        }
    }

    const LintRun &m_run;
    std::vector<Finding> m_findings;
    Reporter m_reporter;
    std::vector<const Rule *> m_rules;
    QSet<QString> m_created;
    bool m_eachAlone;
};

} // namespace

std::vector<Finding> lint(const Plan &plan, const LintOptions &options)
{
    const LintRun run = runOf(plan, options);
    return Linter(run, options).findings();
}

LintedObjects lintedObjects(const Plan &plan)
{
    LintedObjects objects;
    const auto add = [](QStringList &names, const QString &name) {
        if (!name.isEmpty() && !names.contains(name))
            names << name;
    };
    for (const PlanStep &step : plan.steps) {
        for (const PlannedStatement &planned : step.statements) {
            for (const SqlAction &action : statementOf(planned).actions) {
                add(objects.tables, action.table);
                add(objects.tables, action.otherTable);
                for (const ColumnShape &shape : action.shapes) {
                    add(objects.tables, shape.references);
                    if (!shape.plainType)
                        add(objects.types, shape.type);
                }
                if (action.kind == SqlActionKind::DropIndex || action.kind == SqlActionKind::CreateIndex
                    || action.kind == SqlActionKind::Reindex)
                    add(objects.indexes, action.name);
            }
        }
    }
    return objects;
}

} // namespace stillroom
