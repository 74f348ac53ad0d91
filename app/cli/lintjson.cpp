#include "app/cli/jsonwriter.h"
#include "app/cli/lintwriter.h"
#include "app/cli/revisionjson.h"
#include "migrations/risk/rule.h"

#include <QDir>
#include <QUrl>

namespace stillroom::cli
{

namespace
{

void writeLine(JsonWriter &json, const char *name, int line)
{
    json.key(name);
    if (line > 0)
        json.number(qint64(line));
    else
        json.null();
}

void writeFinding(JsonWriter &json, const Finding &finding)
{
    json.beginObject();
    json.field("rule", finding.rule);
    json.field("severity", severityName(finding.severity));
    json.key("revision");
    json.textOrNull(finding.revision.text());
    json.key("path");
    json.textOrNull(finding.place.path);
    writeLine(json, "line", finding.place.line);
    json.field("title", finding.title);
    json.field("why", finding.why);
    json.key("estimate");
    json.textOrNull(finding.estimate);
    json.key("tables");
    writeTexts(json, finding.tables);
    json.key("locks");
    json.beginList();
    for (const LockClaim &lock : finding.locks) {
        json.beginObject();
        json.field("table", lock.table);
        json.field("mode", lockModeName(lock.mode));
        json.endObject();
    }
    json.endList();
    json.key("safer");
    json.beginObject();
    json.key("text");
    json.textOrNull(finding.safer.text);
    json.key("code");
    json.textOrNull(finding.safer.code);
    json.endObject();
    json.key("allowed");
    json.textOrNull(finding.allowed.value_or(QString()));
    json.endObject();
}

QString sarifLevel(Severity severity)
{
    switch (severity) {
    case Severity::High:
        return QStringLiteral("error");
    case Severity::Medium:
        return QStringLiteral("warning");
    case Severity::Low:
    case Severity::Info:
        return QStringLiteral("note");
    }
    Q_UNREACHABLE();
}

/// A reference below the project's root, percent-encoded as SARIF asks.
QString sarifUri(const QString &root, const QString &path)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(QDir(root).relativeFilePath(path), "/"));
}

void writeText(JsonWriter &json, const char *name, const QString &text)
{
    json.key(name);
    json.beginObject();
    json.field("text", text);
    json.endObject();
}

void writeRules(JsonWriter &json)
{
    json.key("rules");
    json.beginList();
    for (const Rule *rule : allRules()) {
        json.beginObject();
        json.field("id", QString::fromLatin1(rule->id));
        writeText(json, "shortDescription", QString::fromUtf8(rule->why));
        json.key("defaultConfiguration");
        json.beginObject();
        json.field("level", sarifLevel(rule->severity));
        json.endObject();
        json.endObject();
    }
    json.endList();
}

void writeLocation(JsonWriter &json, const QString &root, const SourcePlace &place)
{
    json.key("locations");
    json.beginList();
    if (!place.path.isEmpty()) {
        json.beginObject();
        json.key("physicalLocation");
        json.beginObject();
        json.key("artifactLocation");
        json.beginObject();
        json.field("uri", sarifUri(root, place.path));
        json.endObject();
        if (place.line > 0) {
            json.key("region");
            json.beginObject();
            json.field("startLine", place.line);
            json.endObject();
        }
        json.endObject();
        json.endObject();
    }
    json.endList();
}

void writeResult(JsonWriter &json, const QString &root, const Finding &finding)
{
    QString message = finding.title + QStringLiteral(". ") + finding.why;
    if (!finding.safer.text.isEmpty())
        message += u' ' + finding.safer.text;
    json.beginObject();
    json.field("ruleId", finding.rule);
    json.field("level", sarifLevel(finding.severity));
    writeText(json, "message", message);
    writeLocation(json, root, finding.place);
    if (finding.allowed) {
        json.key("suppressions");
        json.beginList();
        json.beginObject();
        json.field("kind", QStringLiteral("inSource"));
        json.field("justification", *finding.allowed);
        json.endObject();
        json.endList();
    }
    json.endObject();
}

} // namespace

QByteArray lintJson(const LintReport &report)
{
    JsonWriter json;
    json.beginObject();
    json.key("from");
    writeIds(json, report.plan.from);
    json.key("to");
    writeIds(json, report.plan.to);
    json.field("live", report.live);
    json.key("worst");
    const std::optional<Severity> worst = worstOf(report.findings);
    json.textOrNull(worst ? severityName(*worst) : QString());
    json.key("findings");
    json.beginList();
    for (const Finding &finding : report.findings)
        writeFinding(json, finding);
    json.endList();
    json.endObject();
    return json.take();
}

QByteArray lintSarif(const LintReport &report)
{
    JsonWriter json;
    json.beginObject();
    json.field("$schema", QStringLiteral("https://json.schemastore.org/sarif-2.1.0.json"));
    json.field("version", QStringLiteral("2.1.0"));
    json.key("runs");
    json.beginList();
    json.beginObject();
    json.key("tool");
    json.beginObject();
    json.key("driver");
    json.beginObject();
    json.field("name", QStringLiteral("stillroom"));
    json.field("version", QStringLiteral(STILLROOM_VERSION));
    writeRules(json);
    json.endObject();
    json.endObject();
    json.key("results");
    json.beginList();
    for (const Finding &finding : report.findings)
        writeResult(json, report.root, finding);
    json.endList();
    json.endObject();
    json.endList();
    json.endObject();
    return json.take();
}

} // namespace stillroom::cli
