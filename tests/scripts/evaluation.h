#pragma once

#include "migrations/scripts/evaluator.h"

#include <QString>
#include <QStringList>

namespace stillroom
{

/// What an evaluated function comes to: one statement per line ("[autocommit] " in front of those outside
/// the transaction), or one "! reason" per line.
inline QString outcomeOf(const EvaluatedBody &body, const EvaluationOptions &options)
{
    QStringList lines;
    if (body.missing)
        lines += QStringLiteral("! missing");
    for (const RefusalReason &reason : body.reasons)
        lines += (body.raises ? QStringLiteral("! (raises) ") : QStringLiteral("! ")) + reason.reason;
    Compiler compiler({options.generation, false});
    for (const Operation &operation : body.operations) {
        const auto statements = compiler.compile(operation);
        if (!statements)
            return QStringLiteral("! compiler: ") + statements.error().message;
        for (const Statement &statement : *statements)
            lines += (statement.autocommit ? QStringLiteral("[autocommit] ") : QString())
                + statement.sql.simplified();
    }
    return lines.join(u'\n');
}

/// The same of one function of a script.
inline QString outcome(
    const QByteArray &script, Direction direction = Direction::Upgrade, const EvaluationOptions &options = {})
{
    const auto body = evaluateScript(script, QStringLiteral("rev.py"), direction, options);
    return body ? outcomeOf(*body, options) : u'!' + body.error().message;
}

/// `body` as the upgrade() of a script with the usual imports; its first line is line 6.
inline QByteArray script(const QByteArray &body, const QByteArray &moduleLevel = {})
{
    QByteArray text = "from alembic import op, context\nimport sqlalchemy as sa\n"
                      "from sqlalchemy.dialects import postgresql\n"
        + moduleLevel + "\ndef upgrade():\n";
    for (const QByteArray &line : body.split('\n'))
        text += "    " + line + '\n';
    return text;
}

} // namespace stillroom
