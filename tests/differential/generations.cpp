#include "tests/differential/generations.h"

#include "tests/differential/comparison.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace stillroom::differential
{

namespace
{

QStringList texts(const QJsonArray &array)
{
    QStringList list;
    for (const QJsonValue value : array)
        list.append(value.toString());
    return list;
}

QStringList texts(const std::vector<PrintedStatement> &statements)
{
    QStringList list;
    for (const PrintedStatement &statement : statements)
        list.append(statement.text);
    return list;
}

} // namespace

QMap<QString, NewestOutput> recordedNewest()
{
    QFile file(QStringLiteral(STILLROOM_SOURCE_DIR "/tests/differential/newest.json"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QMap<QString, NewestOutput> recorded;
    const QJsonArray entries = QJsonDocument::fromJson(file.readAll()).array();
    for (const QJsonValue entry : entries) {
        recorded.insert(entry[QStringLiteral("function")].toString(),
            {entry[QStringLiteral("reason")].toString(),
                texts(entry[QStringLiteral("statements")].toArray())});
    }
    return recorded;
}

QString newestDifference(const ScriptFunction &function, const QString &label, const Translation &debian,
    const QMap<QString, NewestOutput> &recorded)
{
    const Translation newest = translate(function, Generation::Newest);
    const auto found = recorded.find(label);
    if (found == recorded.end()) {
        if (newest.native() != debian.native())
            return QStringLiteral("    native in one generation only\n");
        return difference(newest.statements, texts(debian.statements));
    }
    if (found->statements.isEmpty())
        return newest.native() ? QStringLiteral("    native, where the newest Alembic stops\n") : QString();
    if (!newest.native())
        return QStringLiteral("    handed over: %1\n").arg(newest.reasons.value(0));
    return difference(newest.statements, found->statements);
}

} // namespace stillroom::differential
