#include "app/journal/journalentry.h"

#include <QJsonArray>

namespace stillroom
{

namespace
{

QStringList textsOf(const QJsonValue &value)
{
    QStringList texts;
    for (const QJsonValue &each : value.toArray())
        texts += each.toString();
    return texts;
}

QJsonArray stepsJson(const std::vector<JournalStep> &steps)
{
    QJsonArray list;
    for (const JournalStep &step : steps) {
        QJsonObject object{{QStringLiteral("revision"), step.revision}};
        if (!step.script.isEmpty())
            object.insert(QStringLiteral("script"), step.script);
        if (!step.scriptHash.isEmpty())
            object.insert(QStringLiteral("sha256"), step.scriptHash);
        if (step.durationMs)
            object.insert(QStringLiteral("duration_ms"), *step.durationMs);
        QJsonArray statements;
        for (const double duration : step.statementsMs)
            statements.append(duration);
        object.insert(QStringLiteral("statements_ms"), statements);
        list.append(object);
    }
    return list;
}

std::vector<JournalStep> stepsOf(const QJsonValue &value)
{
    std::vector<JournalStep> steps;
    for (const QJsonValue &each : value.toArray()) {
        JournalStep step{each[QLatin1String("revision")].toString(), each[QLatin1String("script")].toString(),
            each[QLatin1String("sha256")].toString()};
        if (each[QLatin1String("duration_ms")].isDouble())
            step.durationMs = each[QLatin1String("duration_ms")].toDouble();
        for (const QJsonValue &duration : each[QLatin1String("statements_ms")].toArray())
            step.statementsMs.push_back(duration.toDouble());
        steps.push_back(std::move(step));
    }
    return steps;
}

/// The members that are plain texts, by the key each has in a record.
std::vector<std::pair<const char *, QString JournalEntry::*>> textMembers()
{
    return {{"action", &JournalEntry::action}, {"program", &JournalEntry::program},
        {"os_user", &JournalEntry::osUser}, {"os_host", &JournalEntry::osHost},
        {"project", &JournalEntry::project}, {"target_name", &JournalEntry::targetName},
        {"target_url", &JournalEntry::targetUrl}, {"database", &JournalEntry::database},
        {"database_user", &JournalEntry::databaseUser}, {"database_host", &JournalEntry::databaseHost},
        {"server_version", &JournalEntry::serverVersion},
        {"system_identifier", &JournalEntry::systemIdentifier}, {"target", &JournalEntry::target},
        {"plan_hash", &JournalEntry::planHash}};
}

} // namespace

QJsonObject beginRecord(const JournalEntry &entry)
{
    QJsonObject record{{QStringLiteral("record"), QStringLiteral("begin")}, {QStringLiteral("id"), entry.id},
        {QStringLiteral("started_at"), entry.startedAt.toString(Qt::ISODateWithMs)},
        {QStringLiteral("process_id"), entry.processId},
        {QStringLiteral("from"), QJsonArray::fromStringList(entry.from)},
        {QStringLiteral("to"), QJsonArray::fromStringList(entry.to)}};
    for (const auto &[key, member] : textMembers())
        record.insert(QLatin1String(key), entry.*member);
    return record;
}

QJsonObject endRecord(const JournalEntry &entry)
{
    QJsonObject record{{QStringLiteral("record"), QStringLiteral("end")}, {QStringLiteral("id"), entry.id},
        {QStringLiteral("outcome"), entry.outcome}, {QStringLiteral("lock_wait_ms"), entry.lockWaitMs},
        {QStringLiteral("sqlstate"), entry.sqlState}, {QStringLiteral("message"), entry.message},
        {QStringLiteral("steps"), stepsJson(entry.steps)}};
    if (entry.finishedAt)
        record.insert(QStringLiteral("finished_at"), entry.finishedAt->toString(Qt::ISODateWithMs));
    if (entry.durationMs)
        record.insert(QStringLiteral("duration_ms"), *entry.durationMs);
    if (entry.endRows)
        record.insert(QStringLiteral("end_rows"), QJsonArray::fromStringList(*entry.endRows));
    return record;
}

void applyRecord(const QJsonObject &record, JournalEntry &entry)
{
    entry.id = record[QLatin1String("id")].toString();
    if (record[QLatin1String("record")].toString() == u"begin") {
        entry.startedAt
            = QDateTime::fromString(record[QLatin1String("started_at")].toString(), Qt::ISODateWithMs);
        entry.processId = record[QLatin1String("process_id")].toInteger();
        entry.from = textsOf(record[QLatin1String("from")]);
        entry.to = textsOf(record[QLatin1String("to")]);
        for (const auto &[key, member] : textMembers())
            entry.*member = record[QLatin1String(key)].toString();
        return;
    }
    entry.outcome = record[QLatin1String("outcome")].toString();
    entry.lockWaitMs = record[QLatin1String("lock_wait_ms")].toInteger();
    entry.sqlState = record[QLatin1String("sqlstate")].toString();
    entry.message = record[QLatin1String("message")].toString();
    entry.steps = stepsOf(record[QLatin1String("steps")]);
    if (record.contains(QLatin1String("finished_at")))
        entry.finishedAt
            = QDateTime::fromString(record[QLatin1String("finished_at")].toString(), Qt::ISODateWithMs);
    if (record.contains(QLatin1String("duration_ms")))
        entry.durationMs = record[QLatin1String("duration_ms")].toInteger();
    if (record.contains(QLatin1String("end_rows")))
        entry.endRows = textsOf(record[QLatin1String("end_rows")]);
}

QString runResultWord(RunResult result)
{
    switch (result) {
    case RunResult::Succeeded:
        return QStringLiteral("succeeded");
    case RunResult::NothingToDo:
        return QStringLiteral("nothing-to-do");
    case RunResult::Failed:
        return QStringLiteral("failed");
    case RunResult::Cancelled:
        return QStringLiteral("cancelled");
    case RunResult::Refused:
        return QStringLiteral("refused");
    case RunResult::ConnectionLost:
        return QStringLiteral("connection-lost");
    }
    Q_UNREACHABLE();
}

} // namespace stillroom
