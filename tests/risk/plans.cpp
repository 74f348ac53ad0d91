#include "tests/risk/plans.h"

#include "migrations/plan/judgement.h"

#include <QRegularExpression>

namespace stillroom::test
{

Plan planOf(const QString &text)
{
    Plan plan;
    for (const QString &stepText :
        text.split(QRegularExpression(QStringLiteral("^---$"), QRegularExpression::MultilineOption))) {
        PlanStep step;
        const int number = int(plan.steps.size()) + 1;
        step.revision = RevisionId(QStringLiteral("rev%1").arg(number));
        step.script = {QStringLiteral("%1.py").arg(number), 1, 0};
        int line = 0;
        for (QString sql : stepText.split(QRegularExpression(QStringLiteral(";\\s*(?:\\n|$)")))) {
            sql = sql.trimmed();
            if (sql.isEmpty())
                continue;
            Statement statement;
            statement.autocommit = sql.startsWith(u"autocommit:");
            if (statement.autocommit)
                sql = sql.mid(11).trimmed();
            statement.sql = sql;
            statement.place = {step.script.path, 10 * number + ++line, 1};
            step.statements.push_back(judged(statement, true));
        }
        plan.steps.push_back(step);
    }
    return plan;
}

} // namespace stillroom::test
