#include "app/cli/commands.h"
#include "app/cli/revisionjson.h"
#include "app/services/standing.h"
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
    json.endObject();
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
            QStringLiteral("%1 (%2)").arg(answer.target->name, targetKindName(answer.target->kind)));
        row("url", answer.target->maskedUrl());
        row("source", answer.target->source);
    }
    if (answer.database) {
        const ServerFacts &server = answer.database->server;
        row("server",
            QStringLiteral("PostgreSQL %1%2")
                .arg(server.version, server.standby ? QStringLiteral(", standby") : QString()));
        row("database", QStringLiteral("%1 as %2").arg(server.database, server.user));
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
