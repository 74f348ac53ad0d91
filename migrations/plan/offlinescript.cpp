#include "migrations/plan/offlinescript.h"

#include "migrations/plan/versiontable.h"

namespace stillroom
{
namespace
{

QString commaList(const std::vector<RevisionId> &ids)
{
    QStringList texts;
    for (const RevisionId &id : ids)
        texts.append(id.text());
    return texts.join(QLatin1String(", "));
}

/// Alembic's output buffer: each piece is followed by an empty line.
class ScriptText
{
public:
    explicit ScriptText(const OfflineOptions &options)
        : m_options(options)
    {
    }

    void openAll() { transaction("BEGIN;", m_options.transaction == TransactionMode::Single); }
    void closeAll() { transaction("COMMIT;", m_options.transaction == TransactionMode::Single); }
    void openStep() { transaction("BEGIN;", m_options.transaction == TransactionMode::PerMigration); }
    void closeStep() { transaction("COMMIT;", m_options.transaction == TransactionMode::PerMigration); }
    void leaveForAutocommit() { transaction("COMMIT;", true); }
    void returnFromAutocommit() { transaction("BEGIN;", true); }

    void heading(
        const QString &function, const std::vector<RevisionId> &from, const std::vector<RevisionId> &to)
    {
        m_text += QStringLiteral("-- Running %1 %2 -> %3\n\n").arg(function, commaList(from), commaList(to));
    }
    void statement(const QString &sql) { m_text += sql + QLatin1String(";\n\n"); }
    void statements(const std::vector<QString> &all)
    {
        for (const QString &sql : all)
            statement(sql);
    }
    QString take() { return std::move(m_text); }

private:
    void transaction(const char *word, bool here)
    {
        if (here && m_options.transactionalDdl)
            m_text += QLatin1String(word) + QLatin1String("\n\n");
    }

    OfflineOptions m_options;
    QString m_text;
};

void writeBody(ScriptText &text, const std::vector<PlannedStatement> &statements)
{
    int block = 0; // the open autocommit block
    bool open = false;
    const auto leave = [&] {
        if (open)
            text.returnFromAutocommit();
        open = false;
    };
    for (const PlannedStatement &planned : statements) {
        const Statement &statement = planned.statement;
        if (open && (!statement.autocommit || statement.autocommitBlock != block))
            leave();
        if (statement.autocommit && !open) {
            text.leaveForAutocommit();
            open = true;
            block = statement.autocommitBlock;
        }
        text.statement(statement.printedSql());
    }
    leave();
}

Error needsPython(const PlanStep &step)
{
    const QString reason = step.engineReasons.empty() ? QString() : step.engineReasons.front().reason;
    return Error{.kind = ErrorKind::NeedsProjectPython,
        .message = QStringLiteral("The SQL of revision %1 cannot be printed without the project's Python: %2")
                       .arg(step.revision.text(), reason),
        .place = step.engineReasons.empty() ? step.script : step.engineReasons.front().place};
}

} // namespace

Result<QString> offlineScript(const Plan &plan, const OfflineOptions &options)
{
    for (const PlanStep &step : plan.steps) {
        if (step.engine == Engine::ProjectPython)
            return needsPython(step);
    }
    const QString function
        = plan.direction == Direction::Upgrade ? QStringLiteral("upgrade") : QStringLiteral("downgrade");
    ScriptText text(options);
    text.openAll();
    bool creates = plan.createsVersionTable;
    for (const PlanStep &step : plan.steps) {
        text.openStep();
        if (creates)
            text.statement(createVersionTableSql(plan.versionTable));
        creates = false;
        text.heading(function, step.from, step.to);
        writeBody(text, step.statements);
        text.statements(step.versionStatements);
        text.closeStep();
    }
    text.closeAll();
    return text.take();
}

QString offlineScript(const StampPlan &plan, const OfflineOptions &options)
{
    ScriptText text(options);
    text.openAll();
    bool creates = plan.createsVersionTable;
    for (const StampPlan::Step &step : plan.steps) {
        text.openStep();
        if (creates)
            text.statement(createVersionTableSql(plan.versionTable));
        creates = false;
        text.heading(QStringLiteral("stamp_revision"), step.from, step.to);
        text.statements(step.versionStatements);
        text.closeStep();
    }
    text.closeAll();
    return text.take();
}

} // namespace stillroom
