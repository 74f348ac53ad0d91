#include "tests/differential/translation.h"

#include "migrations/scripts/evaluator.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

namespace stillroom::differential
{

namespace
{

/// BEGIN and COMMIT as Alembic prints them around a function and its autocommit blocks.
class Transcript
{
public:
    Transcript() { say(QStringLiteral("BEGIN;")); }

    void add(const Statement &statement, int unordered)
    {
        moveTo(statement.autocommit ? statement.autocommitBlock : 0);
        m_statements.push_back({statement.printedSql() + QLatin1Char(';'), unordered});
    }

    std::vector<PrintedStatement> finish()
    {
        moveTo(0);
        say(QStringLiteral("COMMIT;"));
        return std::move(m_statements);
    }

private:
    void say(const QString &text) { m_statements.push_back({text}); }

    void moveTo(int block)
    {
        if (block == m_block)
            return;
        if (m_block != 0)
            say(QStringLiteral("BEGIN;"));
        if (block != 0)
            say(QStringLiteral("COMMIT;"));
        m_block = block;
    }

    std::vector<PrintedStatement> m_statements;
    int m_block = 0;
};

QMap<QString, QString> textsOf(const QJsonObject &object)
{
    QMap<QString, QString> texts;
    for (auto it = object.begin(); it != object.end(); ++it)
        texts.insert(it.key(), it->toString());
    return texts;
}

/// What project.json beside a script says of its project: types and the naming convention.
EvaluationOptions projectOptions(const QString &script, Generation generation)
{
    EvaluationOptions options{true, generation};
    QFile file(QFileInfo(script).path() + QStringLiteral("/project.json"));
    if (!file.open(QIODevice::ReadOnly))
        return options;
    const QJsonObject project = QJsonDocument::fromJson(file.readAll()).object();
    options.naming.templates = textsOf(project[QStringLiteral("naming_convention")].toObject());
    options.types = textsOf(project[QStringLiteral("types")].toObject());
    return options;
}

/// What comes from a set: the indexes of index=True, and what follows ADD COLUMN.
bool isFromASet(const Operation &operation, const QString &sql)
{
    if (std::holds_alternative<CreateTable>(operation.value))
        return sql.startsWith(QLatin1String("CREATE INDEX"))
            || sql.startsWith(QLatin1String("CREATE UNIQUE INDEX"));
    return std::holds_alternative<AddColumn>(operation.value) && sql.startsWith(QLatin1String("ALTER TABLE"))
        && !sql.contains(QLatin1String(" ADD COLUMN "));
}

} // namespace

Translation translate(const ScriptFunction &function, Generation generation, Purpose purpose)
{
    Translation translation;
    QFile file(function.path);
    if (!file.open(QIODevice::ReadOnly)) {
        translation.reasons = {QStringLiteral("the file cannot be read")};
        return translation;
    }
    EvaluationOptions options = projectOptions(function.path, generation);
    options.offline = purpose == Purpose::Print;
    const auto body = evaluateScript(file.readAll(), function.path, function.direction, options);
    if (!body) {
        translation.reasons = {body.error().message};
        return translation;
    }
    translation.missing = body->missing;
    translation.raises = body->raises;
    for (const RefusalReason &reason : body->reasons)
        translation.reasons.append(reason.reason);
    Compiler compiler(CompileOptions{generation});
    Transcript transcript;
    int number = 0;
    for (const Operation &operation : body->operations) {
        const auto compiled = compiler.compile(operation);
        if (!compiled) {
            translation.reasons.append(compiled.error().message);
            return translation;
        }
        ++number;
        for (const Statement &statement : *compiled)
            transcript.add(statement, isFromASet(operation, statement.sql) ? number : 0);
    }
    translation.statements = transcript.finish();
    return translation;
}

} // namespace stillroom::differential
