#include "app/cli/commands.h"
#include "app/cli/jsonwriter.h"
#include "app/project/newrevision.h"
#include "app/project/writehooks.h"

namespace stillroom::cli
{

namespace
{

QByteArray revisionJson(const NewRevision &made)
{
    JsonWriter json;
    json.beginObject();
    json.field("revision", made.revision);
    json.key("down_revisions");
    json.beginList();
    for (const QString &parent : made.downRevisions)
        json.text(parent);
    json.endList();
    json.field("path", made.path);
    json.endObject();
    return json.take();
}

} // namespace

Result<int> execute(const RevisionCommand &command, Session &session)
{
    const Result<const LoadedProject *> loaded = session.project();
    if (!loaded)
        return loaded.error();
    const NewRevisionRequest request{command.message, command.heads, command.splice, command.branchLabel,
        command.dependsOn, command.revisionId};
    const Result<NewRevision> made = composeRevision(**loaded, request);
    if (!made)
        return made.error();
    if (command.merges && made->downRevisions.size() < 2)
        return Error{ErrorKind::InvalidCall, QStringLiteral("A merge needs at least two heads")};
    if (const Status written = writeRevision(*made); !written)
        return written.error();
    Output &output = session.output();
    if (session.options().json)
        output.result(revisionJson(*made));
    else
        output.line(QStringLiteral("Generating %1 ...  done").arg(made->path));
    if (!command.runsHooks || made->hooks.empty())
        return 0;
    session.startApplication();
    const Status hooks = runWriteHooks(
        **loaded, made->hooks, made->path, [&output](const QString &line) { output.note(line); },
        session.cancelToken());
    if (!hooks) {
        Error error = hooks.error();
        error.message = QStringLiteral("%1 is written, but its hooks did not all run: %2")
                            .arg(made->path, error.message);
        return error;
    }
    return 0;
}

} // namespace stillroom::cli
