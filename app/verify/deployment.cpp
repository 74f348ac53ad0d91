#include "app/verify/deployment.h"

#include "app/environment/blueprint.h"
#include "app/environment/foreignvariables.h"
#include "app/verify/pythonfiles.h"

#include <QRegularExpression>

#include <algorithm>

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

/// The words of a command in shell form or in JSON form, quotes and commas between them removed.
QStringList wordsOf(const QString &command)
{
    static const QRegularExpression between(QStringLiteral("[\\s,\\[\\]]+"));
    QString plain = command;
    plain.remove(u'"').remove(u'\'');
    return plain.split(between, Qt::SkipEmptyParts);
}

/// gunicorn's arguments; a number of workers that is known already stays.
void readArguments(DeploymentReading &reading, const QStringList &words)
{
    std::optional<int> workers;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString &word = words[i];
        QString number;
        if (word == u"--preload" || word == u"--preload-app")
            reading.preload = true;
        else if (word == u"--reload")
            reading.reloads = true;
        else if (word == u"--workers" || word == u"-w")
            number = words.value(i + 1);
        else if (word.startsWith(QLatin1String("--workers=")))
            number = word.mid(10);
        else if (word.startsWith(QLatin1String("-w")) && !word.startsWith(QLatin1String("--")))
            number = word.mid(2);
        bool ok = false;
        const int count = number.toInt(&ok);
        if (ok)
            workers = count;
    }
    if (!reading.workers)
        reading.workers = workers;
}

void readCommand(DeploymentReading &reading, const QString &command)
{
    reading.startCommand = command;
    const QStringList words = wordsOf(command);
    reading.isGunicorn = std::any_of(words.begin(), words.end(),
        [](const QString &word) { return word.section(u'/', -1) == QLatin1String("gunicorn"); });
    if (reading.isGunicorn)
        readArguments(reading, words);
    // flask run reloads when it is told to, and in debug mode.
    const bool flask = words.contains(QStringLiteral("flask")) && words.contains(QStringLiteral("run"));
    reading.reloads = reading.reloads
        || (flask && !words.contains(QStringLiteral("--no-reload"))
            && (words.contains(QStringLiteral("--reload")) || words.contains(QStringLiteral("--debug"))));
}

/// GUNICORN_CMD_ARGS stands between the command and the configuration file.
void readVariable(DeploymentReading &reading, const QString &root)
{
    const QString name = QStringLiteral("GUNICORN_CMD_ARGS");
    const auto take = [&](const QString &value, const QString &file, int line) {
        readArguments(reading, wordsOf(value));
        reading.evidence += QStringLiteral("%1:%2").arg(file).arg(line);
    };
    if (const std::optional<QByteArray> bytes = fileBytes(root + QStringLiteral("/render.yaml"))) {
        if (const Result<Blueprint> blueprint = Blueprint::parse(*bytes)) {
            for (const BlueprintEntry *entry : blueprint->entriesOf(name)) {
                if (entry->value())
                    take(*entry->value(), QStringLiteral("render.yaml"), entry->valueLine);
            }
        }
    }
    if (const std::optional<QByteArray> bytes = fileBytes(root + QStringLiteral("/Dockerfile"))) {
        for (const ForeignVariable &variable : dockerfileVariables(*bytes)) {
            if (variable.key == name && variable.value)
                take(*variable.value, QStringLiteral("Dockerfile"), variable.line);
        }
    }
}

/// The weakest source. Of several assignments the last one counts, as in any Python module.
void readGunicorn(DeploymentReading &reading, const QString &root)
{
    static const QRegularExpression preload(QStringLiteral("^preload_app\\s*=\\s*(\\w+)"));
    static const QRegularExpression workers(QStringLiteral("^workers\\s*=\\s*(\\d+)\\s*(?:#.*)?$"));
    static const QRegularExpression fromVariable(
        QStringLiteral("^workers\\s*=.*WEB_CONCURRENCY['\"]\\s*,\\s*['\"]?(\\d+)"));
    static const QRegularExpression reload(QStringLiteral("^reload\\s*=\\s*(\\w+)"));
    static const QRegularExpression anyWorkers(QStringLiteral("^workers\\s*="));
    std::optional<bool> preloads;
    std::optional<int> count;
    for (const Line &line : linesOf(root, "gunicorn.conf.py")) {
        const QString evidence = QStringLiteral("gunicorn.conf.py:%1").arg(line.place.line);
        if (const auto match = preload.match(line.text); match.hasMatch()) {
            preloads = match.captured(1) == u"True" || match.captured(1) == u"1";
            reading.evidence += evidence;
        } else if (const auto again = reload.match(line.text); again.hasMatch()) {
            reading.reloads = again.captured(1) == u"True";
            reading.evidence += evidence;
        } else if (anyWorkers.match(line.text).hasMatch()) {
            count.reset(); // an expression that is not literal takes a number before it away
            for (const QRegularExpression *pattern : {&workers, &fromVariable}) {
                if (const auto number = pattern->match(line.text); number.hasMatch())
                    count = number.captured(1).toInt();
            }
            reading.evidence += evidence;
        } else {
            continue;
        }
        reading.isGunicorn = true;
    }
    reading.preload = reading.preload || preloads.value_or(false);
    if (!reading.workers)
        reading.workers = count;
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
    readVariable(reading, root);
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
