#include "app/cli/schemarun.h"

#include "app/cli/journaling.h"
#include "app/project/onlineplan.h"
#include "app/project/pythonfinder.h"
#include "migrations/schema/objecttext.h"

namespace stillroom::cli
{

RehearsalOptions rehearsalOptions(const RehearseCommand &command, Output &output)
{
    RehearsalOptions options;
    options.place = command.onTarget ? RehearsalPlace::TargetServer : RehearsalPlace::PrivateServer;
    options.rowsPerTable = command.rows;
    options.fullCopy = command.fullCopy;
    options.progress = [&output](const RehearsalProgress &progress) {
        output.note(progress.steps > 0 && progress.step < progress.steps
                ? QStringLiteral("%1 of %2: %3").arg(progress.step + 1).arg(progress.steps).arg(progress.text)
                : progress.text);
    };
    return options;
}

Result<PendingRehearsal> rehearsePending(
    const RehearseCommand &command, const LoadedProject &loaded, MeasuredDatabase &database, Session &session)
{
    if (command.fullCopy && !command.onTarget) {
        return Error{ErrorKind::InvalidCall,
            QStringLiteral("--full-copy copies inside the target's server: give --on target too")};
    }
    const QString target = command.revision.isEmpty() ? QStringLiteral("heads") : command.revision;
    Result<Plan> plan = planFrom(
        loaded, Direction::Upgrade, RevisionTarget::parse(target), database.state, session.cancelToken());
    if (!plan)
        return plan.error();
    PendingRehearsal pending{std::move(*plan), {}};
    session.startApplication();
    LazyProjectPython python(loaded, database.target);
    RehearsalOptions options = rehearsalOptions(command, session.output());
    options.python = &python;
    pending.rehearsal = rehearsePlan(loaded, database.connection->settings(), database.state, pending.plan,
        options, session.cancelToken());
    if (pending.plan.steps.empty())
        return pending;
    const ServerFacts &server = database.state.server;
    const Status kept = RehearsalStore().keep(rehearsedDatabase(server), pending.plan, pending.rehearsal);
    const Status recorded = recordRehearsal(
        journalFacts(QStringLiteral("rehearse"), database.target, server, loaded.project.root, target),
        pending.plan, pending.rehearsal);
    for (const Status *status : {&kept, &recorded}) {
        if (!*status)
            session.output().warn(status->error());
    }
    return pending;
}

RehearsedDatabase rehearsedDatabase(const ServerFacts &server)
{
    return {server.systemIdentifier, server.host, server.database};
}

QString rehearsalLine(const std::optional<Rehearsal> &rehearsal)
{
    if (!rehearsal)
        return QStringLiteral("Not rehearsed: stillroom-cli rehearse tries it on a copy.");
    const QString when = rehearsal->at.toString(QStringLiteral("yyyy-MM-dd hh:mm"));
    if (rehearsal->error) {
        return QStringLiteral("Rehearsed %1 on a copy, and failed there: %2")
            .arg(when, rehearsal->error->message);
    }
    return QStringLiteral("Rehearsed %1 on a copy (PostgreSQL %2): succeeded in %3 s%4.")
        .arg(when)
        .arg(rehearsal->serverVersion / 10000)
        .arg(double(rehearsal->durationMs) / 1000, 0, 'f', 1)
        .arg(rehearsal->comesBack() ? QStringLiteral("; the way back leads to the same schema") : QString());
}

QString changeKindName(ObjectKind kind)
{
    switch (kind) {
    case ObjectKind::Table:
        return QStringLiteral("table");
    case ObjectKind::Column:
        return QStringLiteral("column");
    case ObjectKind::Index:
        return QStringLiteral("index");
    case ObjectKind::Constraint:
        return QStringLiteral("constraint");
    case ObjectKind::Enum:
        return QStringLiteral("enum");
    case ObjectKind::Sequence:
        return QStringLiteral("sequence");
    case ObjectKind::View:
    case ObjectKind::MaterializedView:
        return QStringLiteral("view");
    case ObjectKind::Function:
    case ObjectKind::Procedure:
    case ObjectKind::Aggregate:
        return QStringLiteral("function");
    case ObjectKind::Trigger:
        return QStringLiteral("trigger");
    case ObjectKind::Extension:
        return QStringLiteral("extension");
    case ObjectKind::Comment:
        return QStringLiteral("comment");
    case ObjectKind::Schema:
    case ObjectKind::Domain:
    case ObjectKind::CompositeType:
    case ObjectKind::RangeType:
    case ObjectKind::Policy:
    case ObjectKind::Rule:
    case ObjectKind::Statistics:
    case ObjectKind::Other:
        return objectKindName(kind);
    }
    Q_UNREACHABLE();
}

QString shortFingerprint(const Schema &schema, const NoiseFilter &noise)
{
    return schema.fingerprint(noise).left(12);
}

void writeChange(JsonWriter &json, const Change &change, const QString &revision)
{
    json.beginObject();
    json.field("action", changeActionName(change.action));
    json.field("kind", changeKindName(change.kind()));
    json.field("object", displayName(change.id()));
    json.key("detail");
    json.textOrNull(changeDetail(change));
    json.key("revision");
    json.textOrNull(revision);
    json.endObject();
}

void writeChanges(JsonWriter &json, const std::vector<Change> &changes, const QString &revision)
{
    json.beginList();
    for (const Change &change : changes)
        writeChange(json, change, revision);
    json.endList();
}

} // namespace stillroom::cli
