#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkConcurrentIfNotExists(const ActionContext &context, Reporter &reporter)
{
    const SqlAction &action = context.action;
    if (action.kind != SqlActionKind::CreateIndex || !action.concurrently || !action.ifExists)
        return;
    reporter.report(QStringLiteral("IF NOT EXISTS may keep an invalid %1").arg(action.name)).safer
        = {QStringLiteral("Drop it if it is there, then build it."),
            QStringLiteral("with op.get_context().autocommit_block():\n"
                           "    op.execute('DROP INDEX CONCURRENTLY IF EXISTS %1')\n"
                           "    op.create_index(%2, %3, %4, postgresql_concurrently=True)")
                .arg(action.name, pythonText(action.name), tableArgument(action.table),
                    pythonList(action.columns))};
}

} // namespace

const Rule concurrentIfNotExists{
    .id = "concurrent-if-not-exists",
    .severity = Severity::Medium,
    .why = "After a failed build the invalid index is still there; IF NOT EXISTS then reports success and "
           "keeps it.",
    .checkAction = checkConcurrentIfNotExists,
};

} // namespace stillroom
