#include "app/cli/difftargets.h"

#include "app/cli/schemarun.h"
#include "app/project/targetcomparison.h"
#include "migrations/graph/revisiongraph.h"
#include "migrations/schema/objecttext.h"

namespace stillroom::cli
{

namespace
{

QStringList rowTexts(const DatabaseState &state)
{
    QStringList rows;
    for (const RevisionId &row : state.rows)
        rows << row.text();
    return rows;
}

QByteArray toJson(const TargetComparison &comparison, const RevisionGraph &graph)
{
    JsonWriter json;
    json.beginObject();
    json.key("targets");
    json.beginList();
    for (const ComparedTarget &compared : comparison.targets) {
        json.beginObject();
        json.field("name", compared.target.name);
        json.field("url", compared.target.maskedUrl());
        json.field("state", compared.error ? QStringLiteral("unreachable") : syncStateName(compared.sync));
        json.key("current");
        json.beginList();
        for (const QString &row : rowTexts(compared.state))
            json.text(row);
        json.endList();
        json.key("error");
        json.textOrNull(compared.error ? compared.error->message : QString());
        json.endObject();
    }
    json.endList();
    json.key("revisions");
    json.beginList();
    for (const int index : graph.runOrder()) {
        json.beginObject();
        json.field("revision", graph.id(index).text());
        json.field("message", graph.revision(index).message);
        json.key("applied");
        json.beginList();
        for (const ComparedTarget &compared : comparison.targets) {
            if (compared.error)
                json.null();
            else
                json.boolean(compared.applied[size_t(index)]);
        }
        json.endList();
        json.endObject();
    }
    json.endList();
    json.key("differences");
    json.beginList();
    for (size_t n = 1; n < comparison.targets.size(); ++n) {
        json.beginObject();
        json.field("target", comparison.targets[n].target.name);
        json.key("changes");
        if (comparison.targets[n].error || comparison.targets.front().error)
            json.null();
        else
            writeChanges(json, comparison.targets[n].changes, {});
        json.endObject();
    }
    json.endList();
    json.endObject();
    return json.take();
}

void print(Output &output, const TargetComparison &comparison, const RevisionGraph &graph)
{
    int number = 0;
    for (const ComparedTarget &compared : comparison.targets) {
        const QString state = compared.error
            ? compared.error->message
            : QStringLiteral("%1, at %2")
                  .arg(syncStateName(compared.sync),
                      compared.state.rows.empty() ? QStringLiteral("base")
                                                  : rowTexts(compared.state).join(QStringLiteral(", ")));
        output.line(QStringLiteral("[%1] %2 (%3): %4")
                        .arg(++number)
                        .arg(compared.target.name, compared.target.maskedUrl(), state));
    }
    output.line(QString());
    bool any = false;
    for (const int index : graph.runOrder()) {
        if (!comparison.differs(index))
            continue;
        any = true;
        QStringList marks;
        for (const ComparedTarget &compared : comparison.targets)
            marks << (compared.error                  ? QStringLiteral("?")
                    : compared.applied[size_t(index)] ? QStringLiteral("x")
                                                      : QStringLiteral("-"));
        output.line(QStringLiteral("%1  %2  %3")
                        .arg(marks.join(u' '), graph.id(index).text(), graph.revision(index).message));
    }
    if (!any)
        output.line(QStringLiteral("Every revision is applied in all of them or in none."));
    for (size_t n = 1; n < comparison.targets.size(); ++n) {
        const ComparedTarget &compared = comparison.targets[n];
        if (compared.error || comparison.targets.front().error)
            continue;
        const QString names
            = QStringLiteral("%1 and %2").arg(comparison.targets.front().target.name, compared.target.name);
        if (compared.changes.empty()) {
            output.line(QStringLiteral("\nThe schemas of %1 are the same.").arg(names));
            continue;
        }
        output.line(QStringLiteral("\nFrom the schema of %1 to that of %2")
                        .arg(comparison.targets.front().target.name, compared.target.name));
        for (const Change &change : compared.changes)
            output.line(QStringLiteral("  ") + changeLine(change));
    }
}

} // namespace

Result<int> diffTargets(const QStringList &names, bool exitCode, Session &session)
{
    const Result<const LoadedProject *> loaded = session.project();
    if (!loaded)
        return loaded.error();
    std::vector<Target> targets;
    const Result<Target> first = session.target();
    if (!first)
        return first.error();
    targets.push_back(*first);
    for (const QString &name : names) {
        const Result<Target> other = session.targetNamed(name);
        if (!other)
            return other.error();
        targets.push_back(*other);
    }
    const WithConnection withConnection
        = [&](const Target &target, const std::function<Status(Connection &)> &work) -> Status {
        const Result<std::unique_ptr<Connection>> connection = session.connect(target);
        return connection ? work(**connection) : Status(connection.error());
    };
    const Result<TargetComparison> comparison
        = compareTargets(**loaded, targets, withConnection, session.cancelToken());
    if (!comparison)
        return comparison.error();
    if (session.options().json)
        session.output().result(toJson(*comparison, *(*loaded)->graph));
    else
        print(session.output(), *comparison, *(*loaded)->graph);
    bool differs = false;
    for (const ComparedTarget &compared : comparison->targets) {
        if (compared.error) {
            session.output().fail(*compared.error);
            return exitStatusOf(compared.error->kind);
        }
        differs
            = differs || !compared.changes.empty() || compared.applied != comparison->targets.front().applied;
    }
    return exitCode && differs ? 1 : 0;
}

} // namespace stillroom::cli
