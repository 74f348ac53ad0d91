#include "app/verify/mirrorstatus.h"

#include "app/project/historytext.h"
#include "app/verify/pythonfiles.h"
#include "migrations/database/statereader.h"
#include "migrations/graph/walk.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

#include <algorithm>

namespace stillroom
{

namespace
{

constexpr qsizetype linesShown = 5;

QString detail(const QString &text)
{
    return QStringLiteral("     ") + text;
}

/// Where Python's subprocess looks without a PATH.
QStringList searchPath(const QProcessEnvironment &process)
{
    return process.value(QStringLiteral("PATH"), QStringLiteral("/bin:/usr/bin"))
        .split(u':', Qt::SkipEmptyParts);
}

bool isBroken(const QString &path)
{
    const std::optional<QByteArray> bytes = fileBytes(path);
    return !bytes || !python::parseModule(*bytes, path).ok();
}

/// Alembic loads every script: one that is no Python, or whose parent is in no file, stops it.
QString graphFailure(const Verification &verification)
{
    if (!verification.loaded)
        return verification.loadFailure ? verification.loadFailure->message : QString();
    const LoadedProject &loaded = *verification.loaded;
    for (const Error &problem : loaded.project.problems) {
        if (problem.place.path.endsWith(QLatin1String(".py")) && isBroken(problem.place.path))
            return problem.message;
    }
    for (const Revision &revision : loaded.graph->revisions()) {
        for (const RevisionId &parent : revision.downRevisions) {
            if (!loaded.graph->contains(parent))
                return QStringLiteral("KeyError: '%1'").arg(parent.text());
        }
    }
    return loaded.graph->cycle() ? loaded.graph->cycle()->message : QString();
}

/// Why the `flask` command itself fails before it comes to the migrations.
QString flaskFailure(const Verification &verification)
{
    const ApplicationModule &module = verification.application;
    if (module.path.isEmpty() || module.broken || module.exitStatus || module.raises)
        return QStringLiteral("the application cannot be imported");
    if (!module.usesMigrate)
        return QStringLiteral("No such command 'db'.");
    if (verification.targetFailure)
        return verification.targetFailure->message;
    if (const Status url = checkApplicationUrl(verification.target->url); !url)
        return url.error().message;
    if (!module.lackingNames.isEmpty())
        return importFailure(module);
    return {};
}

QString currentFailure(const Verification &verification)
{
    if (const QString flask = flaskFailure(verification); !flask.isEmpty())
        return flask;
    if (const QString graph = graphFailure(verification); !graph.isEmpty())
        return graph;
    if (isBroken(verification.loaded->project.scriptLocation + QStringLiteral("/env.py")))
        return QStringLiteral("env.py cannot be loaded");
    if (verification.connectFailure)
        return verification.connectFailure->message;
    const std::vector<RevisionId> unknown
        = unknownRows(*verification.loaded->graph, verification.facts->state);
    return unknown.empty()
        ? QString()
        : QStringLiteral("Can't locate revision identified by '%1'").arg(unknown.front().text());
}

void addCurrent(const Verification &verification, std::vector<MirrorLine> &lines)
{
    const QString failure = currentFailure(verification);
    if (!failure.isEmpty()) {
        lines.push_back({LineStatus::Warning, QStringLiteral("Could not determine migration status")});
        lines.push_back({LineStatus::None, detail(QStringLiteral("Error: ") + failure)});
        return;
    }
    QString text;
    for (const QString &printed : verification.application.prints)
        text += printed + u'\n';
    const RevisionGraph &graph = *verification.loaded->graph;
    if (const auto rows = currentRevisions(graph, verification.facts->state.rows))
        text += currentText(graph, *rows, false);
    const QStringList parts = text.trimmed().split(u'\n');
    lines.push_back({LineStatus::Ok, QStringLiteral("Current migration: ") + parts.front()});
    for (const QString &part : parts.mid(1))
        lines.push_back({LineStatus::None, part});
}

void addHistory(const Verification &verification, std::vector<MirrorLine> &lines)
{
    if (!flaskFailure(verification).isEmpty() || !graphFailure(verification).isEmpty())
        return;
    const RevisionGraph &graph = *verification.loaded->graph;
    const Result<std::vector<int>> revisions = historyWalk(graph, {}, {});
    if (!revisions)
        return;
    QString text;
    for (const QString &printed : verification.application.prints)
        text += printed + u'\n';
    text = (text + historyText(graph, *revisions, {.verbose = true, .rows = {}})).trimmed();
    if (text.isEmpty())
        return;
    const QStringList all = text.split(u'\n');
    lines.push_back({LineStatus::Ok, QStringLiteral("Migration history (%1 entries):").arg(all.size())});
    for (const QString &part : all.mid(std::max<qsizetype>(0, all.size() - linesShown))) {
        if (!part.trimmed().isEmpty())
            lines.push_back({LineStatus::None, detail(part)});
    }
}

} // namespace

std::vector<MirrorLine> mirrorStatusLines(const Verification &verification)
{
    std::vector<MirrorLine> lines;
    if (QStandardPaths::findExecutable(QStringLiteral("flask"), searchPath(verification.process)).isEmpty()) {
        lines.push_back({LineStatus::Warning,
            QStringLiteral(
                "Could not check migration status: [Errno 2] No such file or directory: 'flask'")});
        return lines;
    }
    addCurrent(verification, lines);
    addHistory(verification, lines);
    return lines;
}

QString importFailure(const ApplicationModule &module)
{
    if (module.path.isEmpty())
        return QStringLiteral("No module named 'app'");
    if (module.broken)
        return QStringLiteral("invalid syntax (%1, line %2)")
            .arg(module.broken->place.path.section(u'/', -1))
            .arg(module.broken->place.line);
    if (module.raises)
        return QStringLiteral("the application raises %1 while it is imported (%2)")
            .arg(module.raises->isEmpty() ? QStringLiteral("an error") : *module.raises,
                module.end->toString());
    if (!module.lackingNames.isEmpty())
        return QStringLiteral("cannot import name '%1' from 'app' (%2)")
            .arg(module.lackingNames.front(), module.path);
    return {};
}

} // namespace stillroom
