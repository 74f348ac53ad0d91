#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkIdentifierTooLong(const ActionContext &context, Reporter &reporter)
{
    const SqlAction &action = context.action;
    for (const QString &name : action.identifiers) {
        if (name.toUtf8().size() > 63)
            reporter.report(
                QStringLiteral("%1… has %2 bytes and is cut").arg(name.left(24)).arg(name.toUtf8().size()));
    }
}

} // namespace

const Rule identifierTooLong{
    .id = "identifier-too-long",
    .severity = Severity::Medium,
    .why = "PostgreSQL cuts names at 63 bytes without an error; the next statement that uses the whole name "
           "may mean another object.",
    .checkAction = checkIdentifierTooLong,
};

} // namespace stillroom
