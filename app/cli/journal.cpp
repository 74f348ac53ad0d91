#include "app/journal/journal.h"
#include "app/cli/commands.h"
#include "app/cli/jsonwriter.h"
#include "app/journal/sharedjournal.h"

namespace stillroom::cli
{

namespace
{

void writeList(JsonWriter &json, const QStringList &texts)
{
    json.beginList();
    for (const QString &text : texts)
        json.text(text);
    json.endList();
}

void writeSteps(JsonWriter &json, const std::vector<JournalStep> &steps)
{
    json.beginList();
    for (const JournalStep &step : steps) {
        json.beginObject();
        json.field("revision", step.revision);
        json.key("script");
        json.textOrNull(step.script);
        json.key("sha256");
        json.textOrNull(step.scriptHash);
        json.key("duration_ms");
        if (step.durationMs)
            json.number(*step.durationMs);
        else
            json.null();
        json.key("statements_ms");
        json.beginList();
        for (const double duration : step.statementsMs)
            json.number(duration);
        json.endList();
        json.endObject();
    }
    json.endList();
}

void writeEntry(JsonWriter &json, const JournalEntry &entry)
{
    const auto text = [&](const char *key, const QString &value) {
        json.key(key);
        json.textOrNull(value);
    };
    json.beginObject();
    json.field("id", entry.id);
    json.field("action", entry.action);
    json.field("outcome", entry.outcome);
    json.field("started_at",
        entry.startedAt.toOffsetFromUtc(entry.startedAt.offsetFromUtc()).toString(Qt::ISODateWithMs));
    text("finished_at",
        entry.finishedAt
            ? entry.finishedAt->toOffsetFromUtc(entry.finishedAt->offsetFromUtc()).toString(Qt::ISODateWithMs)
            : QString());
    json.key("duration_ms");
    if (entry.durationMs)
        json.number(*entry.durationMs);
    else
        json.null();
    json.field("lock_wait_ms", entry.lockWaitMs);
    text("program", entry.program);
    text("os_user", entry.osUser);
    text("os_host", entry.osHost);
    text("project", entry.project);
    text("target_name", entry.targetName);
    text("url", entry.targetUrl);
    text("database", entry.database);
    text("database_user", entry.databaseUser);
    text("database_host", entry.databaseHost);
    text("server_version", entry.serverVersion);
    text("system_identifier", entry.systemIdentifier);
    text("target", entry.target);
    json.key("from");
    writeList(json, entry.from);
    json.key("to");
    writeList(json, entry.to);
    json.key("current");
    if (entry.endRows)
        writeList(json, *entry.endRows);
    else
        json.null();
    text("plan_hash", entry.planHash);
    text("sqlstate", entry.sqlState);
    text("message", entry.message);
    json.key("steps");
    writeSteps(json, entry.steps);
    json.endObject();
}

QString rowText(const QStringList &rows)
{
    return rows.isEmpty() ? QStringLiteral("base") : rows.join(QStringLiteral(", "));
}

void printEntry(Output &output, const JournalEntry &entry)
{
    QString line = QStringLiteral("%1  %2 %3  %4  %5 -> %6")
                       .arg(entry.startedAt.toString(QStringLiteral("yyyy-MM-dd hh:mm:ss")))
                       .arg(entry.outcome, -11)
                       .arg(entry.action, -9)
                       .arg(entry.database, rowText(entry.from), rowText(entry.endRows.value_or(entry.to)));
    if (entry.durationMs)
        line += QStringLiteral("  %1 s").arg(double(*entry.durationMs) / 1000, 0, 'f', 2);
    line += QStringLiteral("  %1@%2").arg(entry.osUser, entry.osHost);
    output.line(line);
    if (!entry.message.isEmpty())
        output.line(QStringLiteral("    %1%2")
                        .arg(entry.sqlState.isEmpty() ? QString() : entry.sqlState + QStringLiteral(": "),
                            entry.message));
}

Result<int> createTable(const JournalCommand &command, Session &session)
{
    Output &output = session.output();
    if (command.dryRun) {
        for (const QString &statement : SharedJournal::creationStatements())
            output.line(statement + u';');
        return 0;
    }
    const Result<const LoadedProject *> project = session.project();
    if (!project)
        return project.error();
    const Result<MeasuredDatabase> database = measureDatabase(session, (*project)->project);
    if (!database)
        return database.error();
    if (database->target.kind == TargetKind::Production && !command.yes) {
        return Error{ErrorKind::Refused,
            QStringLiteral("%1 (%2) is a production database: add --yes to make the table there")
                .arg(database->target.name, database->target.maskedUrl())};
    }
    const SharedJournal journal(*database->connection);
    const Result<bool> there = journal.exists();
    if (!there)
        return there.error();
    if (const Status created = journal.create(); !created)
        return created.error();
    output.line(*there ? QStringLiteral("%1 already has the table stillroom.journal.")
                             .arg(database->state.server.database)
                       : QStringLiteral("Made the table stillroom.journal in %1. Every run on this database "
                                        "now adds its row, whoever runs it.")
                             .arg(database->state.server.database));
    return 0;
}

Result<std::vector<JournalEntry>> sharedEntries(const JournalCommand &command, Session &session)
{
    const Result<const LoadedProject *> project = session.project();
    if (!project)
        return project.error();
    const Result<MeasuredDatabase> database = measureDatabase(session, (*project)->project);
    if (!database)
        return database.error();
    return SharedJournal(*database->connection).entries(command.limit);
}

} // namespace

Result<int> execute(const JournalCommand &command, Session &session)
{
    if (command.createTable)
        return createTable(command, session);
    Result<std::vector<JournalEntry>> entries
        = command.fromDatabase ? sharedEntries(command, session) : Journal().entries();
    if (!entries)
        return entries.error();
    if (command.limit > 0 && entries->size() > size_t(command.limit))
        entries->resize(size_t(command.limit));
    Output &output = session.output();
    if (command.csv) {
        output.result(journalCsv(*entries));
    } else if (session.options().json) {
        JsonWriter json;
        json.beginList();
        for (const JournalEntry &entry : *entries)
            writeEntry(json, entry);
        json.endList();
        output.result(json.take());
    } else if (entries->empty()) {
        output.line(QStringLiteral("No runs yet"));
    } else {
        for (const JournalEntry &entry : *entries)
            printEntry(output, entry);
    }
    return 0;
}

} // namespace stillroom::cli
