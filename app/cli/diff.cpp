#include "app/cli/commands.h"
#include "app/cli/difftargets.h"
#include "app/cli/jsonwriter.h"
#include "app/cli/planning.h"
#include "app/cli/schemarun.h"
#include "app/project/changeshtml.h"
#include "app/project/planlint.h"
#include "app/project/pythonfinder.h"
#include "app/project/schemachanges.h"
#include "migrations/schema/objecttext.h"

#include <QSaveFile>

namespace stillroom::cli
{

namespace
{

QString summaryOf(const std::optional<SchemaObject> &object, const std::shared_ptr<const Schema> &schema)
{
    return object ? summary(*object, schema.get()) : QString();
}

void writeProposal(JsonWriter &json, const StampProposal &proposal)
{
    json.beginObject();
    json.field("revision", proposal.text());
    json.field("differences", int(proposal.differences.size()));
    json.field("differences_at_base", proposal.atBase);
    json.key("changes");
    writeChanges(json, proposal.differences, {});
    json.key("equally");
    json.beginList();
    for (const RevisionId &revision : proposal.equally)
        json.text(revision.text());
    json.endList();
    json.field("exact", proposal.exact);
    json.endObject();
}

QByteArray diffJson(const Rehearsal &rehearsal, const std::optional<Drift> &drift, const NoiseFilter &noise)
{
    JsonWriter json;
    json.beginObject();
    json.key("pending");
    json.beginList();
    for (const RehearsedStep &step : rehearsal.steps) {
        json.beginObject();
        json.field("revision", step.revision.text());
        json.field("message", step.message);
        json.key("changes");
        writeChanges(json, withoutImplied(step.changes), step.revision.text());
        json.endObject();
    }
    json.endList();
    json.key("objects");
    json.beginList();
    for (const ObjectChange &object : objectChanges(rehearsal, noise)) {
        json.beginObject();
        json.field("object", displayName(object.whole.id()));
        json.field("kind", changeKindName(object.whole.kind()));
        json.key("now");
        json.textOrNull(summaryOf(object.whole.before, rehearsal.before));
        json.key("after");
        json.textOrNull(summaryOf(object.whole.after, rehearsal.after));
        json.key("changes");
        json.beginList();
        for (const ObjectCause &cause : object.causes) {
            if (cause.change)
                writeChange(json, *cause.change, cause.revision.text());
        }
        json.endList();
        json.endObject();
    }
    json.endList();
    json.key("drift");
    if (drift && drift->changes)
        writeChanges(json, *drift->changes, {});
    else
        json.null();
    json.key("drift_unknown");
    json.textOrNull(drift ? drift->unknownBecause : QString());
    json.key("edited_after_applied");
    json.beginList();
    for (const EditedScript &script : drift ? drift->edited : std::vector<EditedScript>()) {
        json.beginObject();
        json.field("revision", script.revision.text());
        json.field("script", script.script.path);
        json.field(
            "ran_at", script.since.toOffsetFromUtc(script.since.offsetFromUtc()).toString(Qt::ISODate));
        json.endObject();
    }
    json.endList();
    json.key("stamp_proposal");
    if (drift && drift->proposal)
        writeProposal(json, *drift->proposal);
    else
        json.null();
    json.field("read_from_scripts", rehearsal.fromScripts);
    json.key("rehearsal_error");
    json.textOrNull(rehearsal.error ? rehearsal.error->message : QString());
    json.endObject();
    return json.take();
}

void printProposal(Output &output, const StampProposal &proposal)
{
    output.line(
        QStringLiteral("The database records no revision. It resembles %1 most: %2 objects differ (from an "
                       "empty database: %3).")
            .arg(proposal.text())
            .arg(proposal.differences.size())
            .arg(proposal.atBase));
    for (const Change &change : proposal.differences)
        output.line(QStringLiteral("  %1").arg(changeLine(change)));
    QStringList equally;
    for (const RevisionId &revision : proposal.equally)
        equally << revision.text();
    if (!equally.isEmpty()) {
        output.line(QStringLiteral("The schema cannot tell it from %1: what lies between changes rows only.")
                        .arg(equally.join(QStringLiteral(", "))));
    }
    if (!proposal.exact)
        output.line(QStringLiteral("Put together from what each revision changes; not run as such."));
    output.line(QStringLiteral("Look at the differences, then: stillroom-cli stamp %1").arg(proposal.text()));
}

void printDrift(Output &output, const Drift &drift)
{
    for (const EditedScript &script : drift.edited)
        output.line(QStringLiteral("Edited after it was applied: %1. %2 (%3)")
                        .arg(script.revision.text(), editedText(script), script.script.path));
    if (drift.proposal) {
        printProposal(output, *drift.proposal);
        return;
    }
    if (!drift.changes) {
        output.line(QStringLiteral("Whether somebody changed the schema by hand cannot be known: %1")
                        .arg(drift.unknownBecause));
        return;
    }
    if (drift.changes->empty()) {
        output.line(
            QStringLiteral("No drift: the schema is what the applied revisions make of an empty database."));
        return;
    }
    output.line(QStringLiteral("Drift: in the database, not from any migration"));
    for (const Change &change : *drift.changes)
        output.line(QStringLiteral("  %1").arg(changeLine(change)));
}

void printDiff(
    Output &output, const Rehearsal &rehearsal, const std::optional<Drift> &drift, const NoiseFilter &noise)
{
    if (rehearsal.fromScripts)
        output.line(QStringLiteral("Read from the scripts, not rehearsed:"));
    if (rehearsal.steps.empty())
        output.line(QStringLiteral("Nothing is pending."));
    for (const RehearsedStep &step : rehearsal.steps) {
        output.line(QStringLiteral("%1  %2").arg(step.revision.text(), step.message));
        for (const Change &change : withoutImplied(step.changes))
            output.line(QStringLiteral("  %1").arg(changeLine(change)));
    }
    const std::vector<ObjectChange> objects = objectChanges(rehearsal, noise);
    if (!objects.empty())
        output.line(QStringLiteral("\nBy object, now and after the upgrade"));
    for (const ObjectChange &object : objects) {
        const QString now = summaryOf(object.whole.before, rehearsal.before);
        const QString after = summaryOf(object.whole.after, rehearsal.after);
        output.line(QStringLiteral("  %1 %2: %3 -> %4")
                        .arg(changeKindName(object.whole.kind()), displayName(object.whole.id()),
                            now.isEmpty() ? QStringLiteral("not there") : now.simplified(),
                            after.isEmpty() ? QStringLiteral("not there") : after.simplified()));
    }
    for (const QString &note : rehearsal.notes)
        output.line(QStringLiteral("Note: ") + note);
    if (drift) {
        output.line(QString());
        printDrift(output, *drift);
    }
}

/// The report for a hand-over; without a password.
Status writeHtml(const QString &path, const LoadedProject &loaded, MeasuredDatabase &database,
    const PendingRehearsal &pending, const std::optional<Drift> &drift)
{
    const Result<std::vector<Finding>> risks
        = lintPlan(pending.plan, loaded, runSettings({}, loaded), database.connection.get());
    if (!risks)
        return risks.error();
    ChangesDocument document;
    const ServerFacts &server = database.state.server;
    document.header = {{QStringLiteral("Project"), loaded.project.root},
        {QStringLiteral("Target"), database.target.maskedUrl()},
        {QStringLiteral("Server"),
            QStringLiteral("PostgreSQL %1, database %2").arg(server.version, server.database)},
        {QStringLiteral("Made"),
            QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd hh:mm:ss"))},
        {QStringLiteral("Stillroom"), QStringLiteral(STILLROOM_VERSION)}};
    document.rehearsal = pending.rehearsal;
    document.drift = drift;
    document.noise = comparisonNoise(loaded);
    document.risks = *risks;
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(changesHtml(document).toUtf8()) >= 0 && file.commit())
        return Done{};
    return Error{ErrorKind::Unreadable,
        QStringLiteral("%1 cannot be written: %2").arg(path, file.errorString()), {}, {path, 0, 0}};
}

} // namespace

Result<int> execute(const DiffCommand &command, Session &session)
{
    if (!command.with.isEmpty())
        return diffTargets(command.with, command.exitCode, session);
    const Result<const LoadedProject *> loaded = session.project();
    if (!loaded)
        return loaded.error();
    Result<MeasuredDatabase> database = measureDatabase(session, (*loaded)->project);
    if (!database)
        return database.error();
    std::optional<Drift> drift;
    if (command.drift) {
        LazyProjectPython python(**loaded, database->target);
        RehearsalOptions options = rehearsalOptions(command.rehearsal, session.output());
        options.python = &python;
        Result<Drift> found = findDrift(
            **loaded, database->connection->settings(), database->state, options, session.cancelToken());
        if (!found)
            return found.error();
        drift = std::move(*found);
    }
    PendingRehearsal pending;
    const bool unversioned = drift && drift->proposal;
    if (!unversioned) {
        Result<PendingRehearsal> tried = rehearsePending(command.rehearsal, **loaded, *database, session);
        if (!tried)
            return tried.error();
        pending = std::move(*tried);
    }
    if (drift) {
        pending.rehearsal = orFromScripts(
            std::move(pending.rehearsal), pending.plan, drift->live, comparisonNoise(**loaded));
    }
    const Rehearsal &rehearsal = pending.rehearsal;
    const NoiseFilter noise = comparisonNoise(**loaded);
    if (session.options().json)
        session.output().result(diffJson(rehearsal, drift, noise));
    else
        printDiff(session.output(), rehearsal, drift, noise);
    if (!command.html.isEmpty()) {
        if (const Status written = writeHtml(command.html, **loaded, *database, pending, drift); !written)
            return written.error();
        session.output().note(QStringLiteral("%1 written").arg(command.html));
    }
    if (rehearsal.error) {
        session.output().fail(*rehearsal.error);
        return rehearsal.outcome == RehearsalOutcome::Cancelled ? exitStatusOf(ErrorKind::Cancelled) : 1;
    }
    const bool drifted = drift && drift->changes && !drift->changes->empty();
    return command.exitCode && drifted ? 1 : 0;
}

} // namespace stillroom::cli
