#include "app/verify/deployment.h"

#include "app/verify/pythonfiles.h"

#include <QRegularExpression>

namespace stillroom
{

namespace
{

struct Line {
    QString text;
    SourcePlace place;
};

std::vector<Line> linesOf(const QString &root, const char *name)
{
    const QString path = root + u'/' + QLatin1String(name);
    std::vector<Line> lines;
    const std::optional<QByteArray> bytes = fileBytes(path);
    if (!bytes)
        return lines;
    int number = 0;
    for (const QString &text : QString::fromUtf8(*bytes).split(u'\n')) {
        ++number;
        if (!text.trimmed().startsWith(u'#'))
            lines.push_back({text.trimmed(), {path, number, 0}});
    }
    return lines;
}

/// The start command a line of the file gives, if it gives one.
std::optional<QString> commandIn(const QString &file, const QString &line)
{
    static const QRegularExpression procfile(QStringLiteral("^web:\\s*(.+)$"));
    static const QRegularExpression render(QStringLiteral("^startCommand:\\s*(.+)$"));
    static const QRegularExpression docker(QStringLiteral("^(?:CMD|ENTRYPOINT)\\s+(.+)$"));
    const QRegularExpression &pattern = file == u"Procfile" ? procfile
        : file == u"render.yaml"                            ? render
                                                            : docker;
    const QRegularExpressionMatch match = pattern.match(line);
    return match.hasMatch() ? std::optional(match.captured(1)) : std::nullopt;
}

void readCommand(DeploymentReading &reading, const QString &command)
{
    static const QRegularExpression workers(
        QStringLiteral("(?:--workers[= ]|-w ?|\"-w\", *\"|\"--workers\", *\")(\\d+)"));
    reading.startCommand = command;
    reading.isGunicorn = command.contains(QLatin1String("gunicorn"));
    reading.preload = command.contains(QLatin1String("--preload"));
    if (const auto match = workers.match(command); match.hasMatch())
        reading.workers = match.captured(1).toInt();
}

void readGunicorn(DeploymentReading &reading, const QString &root)
{
    static const QRegularExpression preload(QStringLiteral("^preload_app\\s*=\\s*(True|1)\\b"));
    static const QRegularExpression workers(QStringLiteral("^workers\\s*=\\s*(\\d+)\\s*(?:#.*)?$"));
    static const QRegularExpression fromVariable(
        QStringLiteral("^workers\\s*=.*WEB_CONCURRENCY['\"]\\s*,\\s*['\"]?(\\d+)"));
    for (const Line &line : linesOf(root, "gunicorn.conf.py")) {
        if (preload.match(line.text).hasMatch()) {
            reading.preload = true;
            reading.evidence += QStringLiteral("gunicorn.conf.py:%1").arg(line.place.line);
        }
        for (const QRegularExpression *pattern : {&workers, &fromVariable}) {
            const auto match = pattern->match(line.text);
            if (!match.hasMatch() || reading.workers)
                continue;
            reading.workers = match.captured(1).toInt();
            reading.isGunicorn = true;
            reading.evidence += QStringLiteral("gunicorn.conf.py:%1").arg(line.place.line);
        }
    }
}

} // namespace

DeploymentReading readDeployment(const QString &root)
{
    static const QRegularExpression prefix(
        QStringLiteral("\\$\\{\\w*DATABASE_URL:0:\\d+\\}|\\w*DATABASE_URL\\b.*cut -c"));
    static const QRegularExpression upgrade(QStringLiteral("\\b(?:flask\\s+db|alembic)\\s+upgrade\\b"));
    DeploymentReading reading;
    for (const char *file : {"render.yaml", "Procfile", "Dockerfile"}) {
        for (const Line &line : linesOf(root, file)) {
            const std::optional<QString> command = commandIn(QLatin1String(file), line.text);
            if (!command || reading.startCommand)
                continue;
            readCommand(reading, *command);
            reading.evidence += QStringLiteral("%1:%2").arg(QLatin1String(file)).arg(line.place.line);
        }
    }
    readGunicorn(reading, root);
    for (const char *file : {"build.sh", "render.yaml", "Procfile", "Dockerfile"}) {
        for (const Line &line : linesOf(root, file)) {
            if (upgrade.match(line.text).hasMatch())
                reading.upgradePlaces.push_back(line.place);
            if (prefix.match(line.text).hasMatch())
                reading.urlPrints.push_back(line.place);
        }
    }
    return reading;
}

} // namespace stillroom
