#include "app/cli/commands.h"
#include "app/cli/jsonwriter.h"
#include "app/cli/schemarun.h"
#include "migrations/schema/objecttext.h"

namespace stillroom::cli
{

namespace
{

QString outcomeName(RehearsalOutcome outcome)
{
    switch (outcome) {
    case RehearsalOutcome::Succeeded:
        return QStringLiteral("succeeded");
    case RehearsalOutcome::Failed:
        return QStringLiteral("failed");
    case RehearsalOutcome::Cancelled:
        return QStringLiteral("cancelled");
    }
    Q_UNREACHABLE();
}

void writeTexts(JsonWriter &json, const char *key, const QStringList &texts)
{
    json.key(key);
    json.beginList();
    for (const QString &text : texts)
        json.text(text);
    json.endList();
}

void writeStatement(JsonWriter &json, const RehearsedStatement &statement)
{
    json.beginObject();
    json.field("sql", statement.sql);
    json.field("path", statement.place.path);
    json.field("line", statement.place.line);
    json.key("duration_ms");
    json.number(statement.durationMs);
    json.key("rows");
    if (statement.rows >= 0)
        json.number(statement.rows);
    else
        json.null();
    json.field("skipped", statement.skipped);
    json.key("locks");
    json.beginList();
    for (const LockClaim &lock : statement.locks) {
        json.beginObject();
        json.field("table", lock.table);
        json.field("mode", lockModeName(lock.mode));
        json.endObject();
    }
    json.endList();
    json.field("locks_measured", statement.locksMeasured);
    writeTexts(json, "rewritten", statement.rewritten);
    writeTexts(json, "scanned", statement.scanned);
    json.endObject();
}

void writeStep(JsonWriter &json, const RehearsedStep &step)
{
    json.beginObject();
    json.field("revision", step.revision.text());
    json.field("message", step.message);
    json.field("engine", step.engine == Engine::NativeSql ? u"native" : u"python");
    json.key("duration_ms");
    json.number(step.durationMs);
    json.key("statements");
    json.beginList();
    for (const RehearsedStatement &statement : step.statements)
        writeStatement(json, statement);
    json.endList();
    json.key("changes");
    writeChanges(json, withoutImplied(step.changes), step.revision.text());
    json.field("downgrade_grade", downgradeGradeName(step.grade));
    json.field("downgrade_tried", step.backTried);
    json.key("losses");
    json.beginList();
    for (const LostData &loss : step.losses) {
        json.beginObject();
        json.field("object", loss.object);
        json.key("rows");
        if (loss.rows >= 0)
            json.number(loss.rows);
        else
            json.null();
        json.endObject();
    }
    json.endList();
    writeTexts(json, "leftovers", step.leftovers);
    json.key("downgrade_error");
    json.textOrNull(step.backError ? step.backError->message : QString());
    json.endObject();
}

QByteArray rehearsalJson(const Rehearsal &rehearsal, const NoiseFilter &noise)
{
    JsonWriter json;
    json.beginObject();
    json.field("outcome", outcomeName(rehearsal.outcome));
    json.key("error");
    json.textOrNull(rehearsal.error ? rehearsal.error->message : QString());
    json.field("server_version", rehearsal.serverVersion);
    json.field("duration_ms", rehearsal.durationMs);
    json.field("rows_per_table", rehearsal.rowsPerTable);
    json.field("comes_back", rehearsal.comesBack());
    json.key("fingerprint_before");
    json.textOrNull(rehearsal.before ? rehearsal.before->fingerprint(noise) : QString());
    json.key("fingerprint_after");
    json.textOrNull(rehearsal.after ? rehearsal.after->fingerprint(noise) : QString());
    writeTexts(json, "notes", rehearsal.notes);
    json.key("steps");
    json.beginList();
    for (const RehearsedStep &step : rehearsal.steps)
        writeStep(json, step);
    json.endList();
    json.endObject();
    return json.take();
}

void printStatement(Output &output, const RehearsedStatement &statement)
{
    QStringList facts;
    for (const LockClaim &lock : statement.locks)
        facts += QStringLiteral("%1 on %2").arg(lockModeName(lock.mode), lock.table);
    if (!statement.rewritten.isEmpty())
        facts += QStringLiteral("rewrites ") + statement.rewritten.join(QStringLiteral(", "));
    if (!statement.scanned.isEmpty())
        facts += QStringLiteral("reads all of ") + statement.scanned.join(QStringLiteral(", "));
    output.line(QStringLiteral("    %1 ms  %2")
                    .arg(statement.durationMs, 7, 'f', 1)
                    .arg(statement.sql.simplified().left(100)));
    if (!facts.isEmpty())
        output.line(QStringLiteral("                %1").arg(facts.join(QStringLiteral("; "))));
}

void printRehearsal(Output &output, const Rehearsal &rehearsal, const NoiseFilter &noise)
{
    for (const RehearsedStep &step : rehearsal.steps) {
        output.line(QStringLiteral("%1  %2, %3 ms")
                        .arg(step.revision.text(), step.message)
                        .arg(step.durationMs, 0, 'f', 1));
        for (const RehearsedStatement &statement : step.statements)
            printStatement(output, statement);
        for (const Change &change : withoutImplied(step.changes))
            output.line(QStringLiteral("    %1").arg(changeLine(change)));
        QString back = QStringLiteral("    downgrade: ") + downgradeGradeName(step.grade);
        QStringList lost;
        for (const LostData &loss : step.losses)
            lost += loss.rows >= 0 ? QStringLiteral("%1 (%2 rows)").arg(loss.object).arg(loss.rows)
                                   : loss.object;
        if (!lost.isEmpty())
            back += QStringLiteral(", throws away %1").arg(lost.join(QStringLiteral(", ")));
        if (!step.leftovers.isEmpty())
            back += QStringLiteral(", leaves %1").arg(step.leftovers.join(QStringLiteral("; ")));
        if (step.backError)
            back += QStringLiteral(": ") + step.backError->message;
        output.line(back);
    }
    for (const QString &note : rehearsal.notes)
        output.line(QStringLiteral("Note: ") + note);
    if (rehearsal.before && rehearsal.after) {
        output.line(
            QStringLiteral("Schema fingerprint %1 -> %2")
                .arg(shortFingerprint(*rehearsal.before, noise), shortFingerprint(*rehearsal.after, noise)));
    }
    if (rehearsal.outcome == RehearsalOutcome::Succeeded) {
        output.line(QStringLiteral(
            "Rehearsed %1 revisions in %2 s on PostgreSQL %3%4. The live database was only read.")
                        .arg(rehearsal.steps.size())
                        .arg(double(rehearsal.durationMs) / 1000, 0, 'f', 1)
                        .arg(rehearsal.serverVersion / 10000)
                        .arg(rehearsal.comesBack() ? QStringLiteral("; the way back leads to the same schema")
                                                   : QString()));
    }
}

} // namespace

Result<int> execute(const RehearseCommand &command, Session &session)
{
    const Result<const LoadedProject *> loaded = session.project();
    if (!loaded)
        return loaded.error();
    Result<MeasuredDatabase> database = measureDatabase(session, (*loaded)->project);
    if (!database)
        return database.error();
    const Result<PendingRehearsal> pending = rehearsePending(command, **loaded, *database, session);
    if (!pending)
        return pending.error();
    const Rehearsal *rehearsal = &pending->rehearsal;
    if (session.options().json)
        session.output().result(rehearsalJson(*rehearsal, comparisonNoise(**loaded)));
    else
        printRehearsal(session.output(), *rehearsal, comparisonNoise(**loaded));
    if (rehearsal->outcome == RehearsalOutcome::Succeeded)
        return 0;
    session.output().fail(*rehearsal->error);
    return rehearsal->outcome == RehearsalOutcome::Cancelled ? exitStatusOf(ErrorKind::Cancelled) : 1;
}

} // namespace stillroom::cli
