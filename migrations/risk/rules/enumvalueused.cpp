#include "migrations/risk/rules/rules.h"

#include <algorithm>

namespace stillroom
{

namespace
{

bool mentions(const LintStatement &statement, const QString &value)
{
    const bool adds = std::any_of(statement.actions.begin(), statement.actions.end(),
        [](const SqlAction &action) { return action.kind == SqlActionKind::AddEnumValue; });
    QString literal = value;
    literal.replace(u'\'', QLatin1String("''"));
    return !adds && statement.planned->statement.sql.contains(u'\'' + literal + u'\'');
}

void checkEnumValueUsed(const LintRun &run, Reporter &reporter)
{
    std::vector<QString> values;
    for (const LintStep &step : run.steps) {
        if (run.transaction == TransactionMode::PerMigration)
            values.clear();
        for (int i = 0; i < int(step.statements.size()); ++i) {
            const LintStatement &statement = step.statements[std::size_t(i)];
            if (statement.planned->statement.autocommit) {
                values.clear(); // everything before is committed by now, and each statement of the block too
                continue;
            }
            for (const QString &value : values) {
                if (!mentions(statement, value))
                    continue;
                reporter.enter(enumValueUsed, &step, &statement, i);
                reporter
                    .report(QStringLiteral("The new value '%1' is used in the transaction that adds it")
                                .arg(value))
                    .safer
                    = {QStringLiteral("Add the value in an autocommit block, or in a revision of its own "
                                      "that commits by itself."),
                        QStringLiteral("with op.get_context().autocommit_block():\n    op.execute(\"ALTER "
                                       "TYPE … ADD VALUE '%1'\")")
                            .arg(value)};
            }
            for (const SqlAction &action : statement.actions) {
                if (action.kind == SqlActionKind::AddEnumValue)
                    values.push_back(action.newName);
            }
        }
    }
}

} // namespace

const Rule enumValueUsed{
    .id = "enum-value-used",
    .severity = Severity::High,
    .why = "PostgreSQL refuses a new enum value in the transaction that added it (\"unsafe use of new "
           "value\"), so the run fails there.",
    .checkRun = checkEnumValueUsed,
};

} // namespace stillroom
