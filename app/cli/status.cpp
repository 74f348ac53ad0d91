#include "app/cli/commands.h"
#include "app/cli/revisionjson.h"
#include "app/connections/connectionreport.h"
#include "app/connections/connectionroute.h"
#include "app/services/standing.h"
#include "migrations/database/connectionparts.h"
#include "migrations/database/statereader.h"
#include "migrations/database/versiontable.h"

#include <optional>

namespace stillroom::cli
{

namespace
{

struct StatusAnswer {
    const LoadedProject *loaded = nullptr;
    std::vector<RevisionId> heads;
    std::optional<Target> target{};
    std::optional<DatabaseState> database{};
    std::vector<ConnectionPart> parts{}; ///< of the connection, as far as it can be told without a server
    VersionTableName versionTable; ///< with the schema it was found in, once measured
    Standing standing;
};

std::vector<RevisionId> idsOf(const RevisionGraph &graph, const std::vector<int> &indexes)
{
    std::vector<RevisionId> ids;
    for (const int index : indexes)
        ids.push_back(graph.id(index));
    return ids;
}

/// What says that the target is of its kind.
QString kindReason(const Target &target)
{
    if (!target.kindReason.isEmpty())
        return target.kindReason;
    return target.origin == TargetOrigin::CommandLine ? QStringLiteral("nothing says otherwise")
                                                      : QStringLiteral("the name %1").arg(target.name);
}

void writeTarget(JsonWriter &json, const std::optional<Target> &target)
{
    json.key("target");
    if (!target) {
        json.null();
        return;
    }
    json.beginObject();
    json.field("name", target->name);
    json.field("kind", targetKindName(target->kind));
    json.field("url", target->maskedUrl());
    json.field("source", target->source);
    json.field("kind_reason", kindReason(*target));
    json.endObject();
}

/// Host, port, database, user, password and TLS mode, each with its origin; a password has no value.
void writeParts(JsonWriter &json, const StatusAnswer &answer)
{
    json.key("connection");
    json.beginList();
    const QString given = answer.target ? sourceText(*answer.target) : QString();
    for (const PartLine &line : partLines(answer.parts, given)) {
        json.beginObject();
        json.field("name", line.keyword);
        json.key("value");
        json.textOrNull(line.value);
        json.field("source", line.source);
        json.endObject();
    }
    json.endList();
}

void writeServer(JsonWriter &json, const std::optional<DatabaseState> &database)
{
    json.key("server");
    if (!database) {
        json.null();
        return;
    }
    json.beginObject();
    json.field("version", database->server.version);
    json.field("standby", database->server.standby);
    json.field("database", database->server.database);
    json.field("user", database->server.user);
    json.field("host", database->server.host);
    json.field("port", database->server.port);
    json.key("system_identifier");
    json.textOrNull(database->server.systemIdentifier);
    json.endObject();
}

QByteArray toJson(const StatusAnswer &answer)
{
    const bool measured = answer.database.has_value();
    const auto count = [&](JsonWriter &json, const char *name, size_t value) {
        json.key(name);
        if (measured)
            json.number(qint64(value));
        else
            json.null();
    };
    JsonWriter json;
    json.beginObject();
    json.field("state", syncStateName(answer.standing.sync));
    writeTarget(json, answer.target);
    writeServer(json, answer.database);
    writeParts(json, answer);
    json.field("version_table", answer.versionTable.displayName());
    json.key("heads");
    writeIds(json, answer.heads);
    json.key("current");
    if (measured)
        writeIds(json, answer.database->rows);
    else
        json.null();
    count(json, "applied", answer.standing.applied.size());
    count(json, "pending", answer.standing.pending.size());
    json.key("unknown");
    writeIds(json, answer.standing.unknownRows);
    json.field("scripts", answer.loaded->graph->size());
    json.key("problems");
    json.beginList();
    for (const Error &problem : answer.loaded->project.problems)
        writeProblem(json, problem);
    json.endList();
    json.endObject();
    return json.take();
}

QString joined(const std::vector<RevisionId> &ids)
{
    QStringList texts;
    for (const RevisionId &id : ids)
        texts += id.text();
    return texts.isEmpty() ? QStringLiteral("(none)") : texts.join(QStringLiteral(", "));
}

void writeText(Output &output, const StatusAnswer &answer)
{
    const auto row = [&](const char *name, const QString &value) {
        output.line(QStringLiteral("%1 %2").arg(QLatin1String(name), -14).arg(value));
    };
    row("state", syncStateName(answer.standing.sync));
    if (answer.target) {
        row("target",
            QStringLiteral("%1 (%2: %3)")
                .arg(answer.target->name, targetKindName(answer.target->kind), kindReason(*answer.target)));
        row("url", answer.target->maskedUrl());
        row("source", answer.target->source);
        for (const PartLine &line : partLines(answer.parts, sourceText(*answer.target)))
            row(line.keyword.toLatin1().constData(),
                line.value.isEmpty() ? QStringLiteral("from %1").arg(line.source)
                                     : QStringLiteral("%1 (%2)").arg(line.value, line.source));
        if (answer.target->tunnel)
            row("through", answer.target->tunnel->displayName());
    }
    if (answer.database) {
        const ServerFacts &server = answer.database->server;
        row("server",
            QStringLiteral("PostgreSQL %1%2")
                .arg(server.version, server.standby ? QStringLiteral(", standby") : QString()));
        row("connected to", QStringLiteral("%1 as %2").arg(server.database, server.user));
        if (!server.systemIdentifier.isEmpty())
            row("system id", server.systemIdentifier);
    }
    row("version table", answer.versionTable.displayName());
    row("heads", joined(answer.heads));
    if (answer.database) {
        row("current", joined(answer.database->rows));
        row("applied", QString::number(answer.standing.applied.size()));
        row("pending", QString::number(answer.standing.pending.size()));
    }
    if (!answer.standing.unknownRows.empty())
        row("unknown", joined(answer.standing.unknownRows));
    row("scripts", QString::number(answer.loaded->graph->size()));
    if (!answer.loaded->project.problems.empty())
        row("problems", QString::number(answer.loaded->project.problems.size()));
}

/// Fills in what the database says; the Error that kept us from knowing.
std::optional<Error> measure(StatusAnswer &answer, Session &session)
{
    const Result<Target> target = session.target();
    if (!target)
        return target.error();
    answer.target = *target;
    if (const Result<ConnectionSettings> settings = settingsOf(*target))
        answer.parts = connectionParts(*settings);
    Result<std::unique_ptr<Connection>> connection = session.connect(*target);
    if (!connection) {
        answer.standing.sync = syncStateOf(connection.error());
        return connection.error();
    }
    const Result<DatabaseState> state
        = readDatabaseState(**connection, answer.loaded->project.online.versionTable);
    if (!state) {
        answer.standing.sync = syncStateOf(state.error());
        return state.error();
    }
    const Result<VersionTableFacts> table = readVersionTable(**connection, answer.versionTable);
    if (table)
        answer.versionTable.schema = table->schema;
    answer.database = *state;
    answer.standing = standingOf(*answer.loaded->graph, *state);
    return {};
}

} // namespace

Result<int> execute(const StatusCommand &, Session &session)
{
    const Result<const LoadedProject *> loaded = session.project();
    if (!loaded)
        return loaded.error();
    StatusAnswer answer;
    answer.loaded = *loaded;
    answer.versionTable = (*loaded)->project.online.versionTable;
    answer.heads = idsOf(*(*loaded)->graph, (*loaded)->graph->heads());
    const std::optional<Error> error = measure(answer, session);
    if (session.options().json)
        session.output().result(toJson(answer));
    else
        writeText(session.output(), answer);
    if (error)
        return *error;
    return 0;
}

} // namespace stillroom::cli
