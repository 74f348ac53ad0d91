#include "app/cli/startuplog.h"

#include "app/cli/jsonwriter.h"
#include "app/startup/logfile.h"
#include "app/startup/logtext.h"

#include <algorithm>

namespace stillroom::cli
{

namespace
{

void writeStart(JsonWriter &json, const LogStart &start)
{
    json.beginObject();
    json.field("class", startClassName(start.kind));
    json.field("line", start.lines.front().number);
    json.key("time");
    json.textOrNull(
        start.lines.front().time ? start.lines.front().time->toString(Qt::ISODateWithMs) : QString());
    json.key("duration_ms");
    if (start.durationMs)
        json.number(*start.durationMs);
    else
        json.null();
    json.field("overlaps", start.overlaps);
    json.key("messages");
    json.beginList();
    for (const LogLine &line : start.lines) {
        json.beginObject();
        json.field("key", logKeyName(line.key));
        json.field("line", line.number);
        json.field("text", line.text);
        json.endObject();
    }
    json.endList();
    json.key("detail");
    json.textOrNull(start.detail);
    json.key("meaning");
    json.textOrNull(start.advice ? start.advice->meaning : QString());
    json.key("advice");
    json.textOrNull(start.advice ? start.advice->advice : QString());
    json.endObject();
}

void writeChecks(JsonWriter &json, const std::vector<ScenarioCheck> &checks)
{
    json.beginList();
    for (const ScenarioCheck &check : checks) {
        json.beginObject();
        json.field("expected", logKeyName(check.expected));
        json.field("found", check.found);
        json.endObject();
    }
    json.endList();
}

QByteArray logJson(const LogReport &report, const std::vector<ScenarioCheck> &checks)
{
    JsonWriter json;
    json.beginObject();
    json.field("lines", report.lineCount);
    json.field("several_workers", report.severalWorkers());
    json.key("starts");
    json.beginList();
    for (const LogStart &start : report.starts)
        writeStart(json, start);
    json.endList();
    json.key("scenario");
    writeChecks(json, checks);
    json.endObject();
    return json.take();
}

} // namespace

Result<int> readStartupLog(const StartupCommand &command, Session &session)
{
    const Result<LogReport> report = readLogFile(command.log);
    if (!report)
        return report.error();
    std::vector<ScenarioCheck> checks;
    if (const auto scenario = logScenarioFromName(command.scenario))
        checks = checkScenario(*scenario, report->starts.empty() ? LogStart{} : report->starts.back());
    if (session.options().json) {
        session.output().result(logJson(*report, checks));
    } else {
        for (const QString &line : logReportLines(*report, checks))
            session.output().line(line);
    }
    const bool fits
        = std::all_of(checks.begin(), checks.end(), [](const ScenarioCheck &check) { return check.found; });
    return fits ? 0 : 1;
}

} // namespace stillroom::cli
