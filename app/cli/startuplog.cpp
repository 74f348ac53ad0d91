#include "app/cli/startuplog.h"

#include "app/cli/jsonwriter.h"
#include "app/startup/logreader.h"

#include <QFile>

#include <algorithm>
#include <unistd.h>

namespace stillroom::cli
{

namespace
{

constexpr qint64 pieceSize = 4 << 20;

Result<LogReport> readFile(const QString &path)
{
    QFile file(path);
    const bool open
        = path == u"-" ? file.open(STDIN_FILENO, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!open) {
        return Error{ErrorKind::Unreadable,
            QStringLiteral("%1 cannot be read: %2").arg(path, file.errorString()), {}, {path, 0, 0}};
    }
    LogReader reader;
    QByteArray piece;
    while (!(piece = file.read(pieceSize)).isEmpty())
        reader.feed(piece);
    if (file.error() != QFileDevice::NoError) {
        return Error{ErrorKind::Unreadable,
            QStringLiteral("%1 cannot be read: %2").arg(path, file.errorString()), {}, {path, 0, 0}};
    }
    return reader.finish();
}

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

void printStart(Output &output, size_t number, const LogStart &start)
{
    QString title = QStringLiteral("Start %1, line %2: %3")
                        .arg(number)
                        .arg(start.lines.front().number)
                        .arg(startClassName(start.kind));
    if (start.lines.front().time)
        title += QStringLiteral(", %1").arg(start.lines.front().time->toString(Qt::ISODate));
    if (start.durationMs)
        title += QStringLiteral(", %1 s").arg(double(*start.durationMs) / 1000, 0, 'f', 2);
    output.line(title);
    for (const LogLine &line : start.lines) {
        output.line(QStringLiteral("  %1 %2 %3")
                        .arg(line.number, 7)
                        .arg(logKeyName(line.key), -9)
                        .arg(line.text.left(200)));
    }
    if (start.kind == StartClass::Incomplete) {
        output.line(
            QStringLiteral("  The migration neither succeeded nor failed here: a command error, a killed "
                           "process, or still running. Look at the next lines for \"Error: \"."));
    }
    if (start.kind == StartClass::SetupNeeded) {
        output.line(
            QStringLiteral("  Set AUTO_MIGRATE_ON_STARTUP=true, or upgrade by hand: flask db upgrade"));
    }
    if (start.advice) {
        output.line(QStringLiteral("  %1.").arg(start.advice->meaning));
        output.line(QStringLiteral("  %1").arg(start.advice->advice));
    }
}

void printReport(Output &output, const LogReport &report, const std::vector<ScenarioCheck> &checks)
{
    if (report.starts.empty())
        output.line(QStringLiteral("No start of the procedure is in these %1 lines.").arg(report.lineCount));
    for (size_t i = 0; i < report.starts.size(); ++i)
        printStart(output, i + 1, report.starts[i]);
    if (report.severalWorkers()) {
        output.line(QStringLiteral("Several starts overlap or lie within two seconds: several workers, or a "
                                   "reloader, ran the procedure at the same time."));
    }
    for (const ScenarioCheck &check : checks) {
        output.line(QStringLiteral("%1 %2").arg(
            check.found ? QStringLiteral("pass") : QStringLiteral("fail"), logKeyName(check.expected)));
    }
}

} // namespace

Result<int> readStartupLog(const StartupCommand &command, Session &session)
{
    const Result<LogReport> report = readFile(command.log);
    if (!report)
        return report.error();
    std::vector<ScenarioCheck> checks;
    if (const auto scenario = logScenarioFromName(command.scenario))
        checks = checkScenario(*scenario, report->starts.empty() ? LogStart{} : report->starts.back());
    if (session.options().json)
        session.output().result(logJson(*report, checks));
    else
        printReport(session.output(), *report, checks);
    const bool fits
        = std::all_of(checks.begin(), checks.end(), [](const ScenarioCheck &check) { return check.found; });
    return fits ? 0 : 1;
}

} // namespace stillroom::cli
