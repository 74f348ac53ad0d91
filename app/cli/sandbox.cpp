#include "app/cli/commands.h"
#include "app/cli/jsonwriter.h"
#include "migrations/database/privateserver.h"

namespace stillroom::cli
{

namespace
{

QByteArray toJson(const SandboxState &state, const QString &database)
{
    JsonWriter json;
    json.beginObject();
    json.field("running", state.running);
    json.key("pid");
    if (state.running)
        json.number(state.pid);
    else
        json.null();
    json.key("version");
    json.textOrNull(state.version);
    json.key("data_folder");
    json.textOrNull(state.dataFolder);
    json.key("socket_folder");
    json.textOrNull(state.socketFolder);
    json.key("url");
    json.textOrNull(state.running ? state.url(database) : QString());
    json.key("started_at");
    json.textOrNull(state.startedAt.isValid()
            ? state.startedAt.toOffsetFromUtc(state.startedAt.offsetFromUtc()).toString(Qt::ISODate)
            : QString());
    json.endObject();
    return json.take();
}

void writeState(Session &session, const SandboxState &state, const QString &database)
{
    Output &output = session.output();
    if (session.options().json)
        output.result(toJson(state, database));
    else if (state.running)
        output.line(QStringLiteral("running: PostgreSQL %1, process %2\n%3")
                        .arg(state.version)
                        .arg(state.pid)
                        .arg(state.url(database)));
    else
        output.line(QStringLiteral("stopped"));
}

Error notRunning()
{
    return {.kind = ErrorKind::Unreachable,
        .message
        = QStringLiteral("The sandbox is not running: start it with \"stillroom-cli sandbox start\"")};
}

Result<int> printUrl(Sandbox &sandbox, const SandboxCommand &command, Session &session)
{
    const SandboxState state = sandbox.status();
    if (!state.running)
        return notRunning();
    const Status created = sandbox.createDatabase(command.database);
    if (!created)
        return created.error();
    if (session.options().json)
        session.output().result(toJson(state, command.database));
    else
        session.output().line(state.url(command.database));
    return 0;
}

Result<int> start(Sandbox &sandbox, const SandboxCommand &command, Session &session)
{
    const Result<SandboxState> state = sandbox.start();
    if (!state)
        return state.error();
    writeState(session, *state, command.database);
    return 0;
}

Result<int> stop(Sandbox &sandbox, const SandboxCommand &command, Session &session)
{
    const Status stopped = sandbox.stop(command.removeData);
    if (!stopped)
        return stopped.error();
    writeState(session, sandbox.status(), command.database);
    return 0;
}

} // namespace

Result<int> execute(const SandboxCommand &command, Session &session)
{
    session.startApplication();
    Sandbox sandbox(command.folder);
    switch (command.action) {
    case SandboxCommand::Action::Start:
        return start(sandbox, command, session);
    case SandboxCommand::Action::Stop:
        return stop(sandbox, command, session);
    case SandboxCommand::Action::Url:
        return printUrl(sandbox, command, session);
    case SandboxCommand::Action::Status:
        writeState(session, sandbox.status(), command.database);
        return 0;
    }
    Q_UNREACHABLE();
}

} // namespace stillroom::cli
