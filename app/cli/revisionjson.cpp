#include "app/cli/revisionjson.h"

#include <QRegularExpression>

namespace stillroom::cli
{

namespace
{

/// "2026-01-02 03:04:05.6+01:00" -> ISO 8601; what is no time stays unknown. A time without offset keeps
/// none: nobody wrote down which one it had.
QString isoDate(const QString &written)
{
    static const QRegularExpression time(
        QStringLiteral(R"(^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s*(Z|[+-]\d\d:?\d\d)?$)"));
    const QRegularExpressionMatch match = time.match(written);
    return match.hasMatch() ? match.captured(1) + u'T' + match.captured(2) + match.captured(3) : QString();
}

void writeRevision(
    JsonWriter &json, const RevisionGraph &graph, int index, const QHash<RevisionId, QString> &states)
{
    const Revision &revision = graph.revision(index);
    json.beginObject();
    json.field("revision", revision.id.text());
    json.key("down_revisions");
    writeIds(json, revision.downRevisions);
    json.key("depends_on");
    writeIds(json, revision.dependsOn);
    json.key("branch_labels");
    writeTexts(json, graph.labels(index));
    json.field("message", revision.message);
    json.field("doc", revision.doc);
    json.key("date");
    json.textOrNull(isoDate(revision.createDate));
    json.field("path", revision.place.path);
    json.field("is_head", graph.isHead(index));
    json.field("is_base", graph.isBase(index));
    json.field("is_branch_point", graph.isBranchPoint(index));
    json.field("is_merge_point", graph.isMergePoint(index));
    if (!states.isEmpty())
        json.field("state", states.value(revision.id, QStringLiteral("unknown")));
    json.endObject();
}

} // namespace

QHash<RevisionId, QString> revisionStates(const RevisionGraph &graph, const std::vector<RevisionId> &rows)
{
    QHash<RevisionId, QString> states;
    const std::vector<bool> applied = graph.appliedSet(rows);
    for (int index = 0; index < graph.size(); ++index)
        states.insert(
            graph.id(index), applied[size_t(index)] ? QStringLiteral("applied") : QStringLiteral("pending"));
    for (const RevisionId &row : rows)
        states.insert(row, QStringLiteral("current"));
    return states;
}

QByteArray revisionsJson(
    const RevisionGraph &graph, const std::vector<int> &revisions, const QHash<RevisionId, QString> &states)
{
    JsonWriter json;
    json.beginList();
    for (const int index : revisions)
        writeRevision(json, graph, index, states);
    json.endList();
    return json.take();
}

void writeIds(JsonWriter &json, const std::vector<RevisionId> &ids)
{
    json.beginList();
    for (const RevisionId &id : ids)
        json.text(id.text());
    json.endList();
}

void writeTexts(JsonWriter &json, const QStringList &texts)
{
    json.beginList();
    for (const QString &text : texts)
        json.text(text);
    json.endList();
}

void writeProblem(JsonWriter &json, const Error &problem)
{
    json.beginObject();
    json.field("message", problem.message);
    json.key("path");
    json.textOrNull(problem.place.path);
    json.key("line");
    if (problem.place.line > 0)
        json.number(qint64(problem.place.line));
    else
        json.null();
    json.endObject();
}

} // namespace stillroom::cli
