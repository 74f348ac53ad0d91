#include "app/project/newrevision.h"

#include "app/project/alembicconfig.h"
#include "app/project/scripttemplate.h"
#include "migrations/graph/revisiongraph.h"
#include "migrations/graph/revisiontarget.h"
#include "migrations/graph/walk.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTimeZone>
#include <QUuid>

#include <algorithm>

namespace stillroom
{

namespace
{

constexpr int idLength = 12;
constexpr int defaultSlugLength = 40;

Error wrongCall(const QString &message)
{
    return {ErrorKind::InvalidCall, message};
}

/// Alembic's own characters that cannot stand in an id.
Status checkId(const QString &id, const RevisionGraph &graph)
{
    QStringList forbidden;
    for (const QChar c : {u'@', u'-', u'+', u':'}) {
        if (id.contains(c))
            forbidden += c;
    }
    if (!forbidden.isEmpty()) {
        return wrongCall(QStringLiteral("Character(s) '%1' not allowed in revision identifier '%2'")
                             .arg(forbidden.join(QStringLiteral(", ")), id));
    }
    if (graph.contains(RevisionId(id)))
        return wrongCall(QStringLiteral("There is a revision %1 already").arg(id));
    return Done{};
}

Result<std::vector<int>> parentsOf(const RevisionGraph &graph, const NewRevisionRequest &request)
{
    std::vector<int> parents;
    if (graph.isEmpty() && request.heads.isEmpty())
        return parents;
    for (const QString &head :
        request.heads.isEmpty() ? QStringList(QStringLiteral("head")) : request.heads) {
        if (head == u"base")
            continue;
        if (head == u"head" && graph.heads().size() > 1) {
            return wrongCall(
                QStringLiteral("Multiple heads are present; please specify the head revision on which the "
                               "new revision should be based, or perform a merge."));
        }
        const Result<std::vector<int>> found = resolveTarget(graph, RevisionTarget::parse(head));
        if (!found)
            return found.error();
        parents.insert(parents.end(), found->begin(), found->end());
    }
    for (const int parent : parents) {
        if (std::count(parents.begin(), parents.end(), parent) > 1)
            return wrongCall(QStringLiteral("Duplicate head revisions specified"));
        if (!request.splice && !graph.isHead(parent)) {
            return wrongCall(
                QStringLiteral("Revision %1 is not a head revision; please specify --splice to create a new "
                               "branch from this revision")
                    .arg(graph.id(parent).text()));
        }
    }
    return parents;
}

Result<QStringList> dependenciesOf(const RevisionGraph &graph, const QStringList &written)
{
    QStringList resolved;
    for (const QString &text : written) {
        const Result<int> found = graph.locate(text);
        if (!found)
            return found.error();
        resolved += graph.hasLabel(*found, text) ? text : graph.id(*found).text();
    }
    return resolved;
}

/// Where the script goes: the only version folder, else the one its parent lies in.
Result<QString> folderOf(const LoadedProject &loaded, const std::vector<int> &parents)
{
    const QStringList &folders = loaded.project.versionLocations;
    if (folders.size() == 1)
        return folders.front();
    if (parents.empty())
        return wrongCall(
            QStringLiteral("There are several version folders: name a head, whose folder is taken"));
    return QFileInfo(loaded.graph->revision(parents.front()).place.path).absolutePath();
}

struct CreateDate {
    QDateTime at;
    QString text; ///< as Python's str()
};

Result<CreateDate> createDate(const QString &timezone)
{
    QDateTime now = QDateTime::currentDateTime();
    QString offset;
    if (!timezone.isEmpty()) {
        const QTimeZone zone(timezone.toUtf8());
        if (!zone.isValid())
            return wrongCall(QStringLiteral("Can't locate timezone: %1").arg(timezone));
        now = now.toTimeZone(zone);
        const int seconds = now.offsetFromUtc();
        offset = QStringLiteral("%1%2:%3")
                     .arg(seconds < 0 ? QStringLiteral("-") : QStringLiteral("+"))
                     .arg(std::abs(seconds) / 3600, 2, 10, QLatin1Char('0'))
                     .arg(std::abs(seconds) / 60 % 60, 2, 10, QLatin1Char('0'));
    }
    return CreateDate{
        now, now.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz")) + QStringLiteral("000") + offset};
}

QString newId()
{
    return QUuid::createUuid().toString(QUuid::Id128).right(idLength);
}

} // namespace

Result<NewRevision> composeRevision(const LoadedProject &loaded, const NewRevisionRequest &request)
{
    const RevisionGraph &graph = *loaded.graph;
    NewRevision made;
    made.revision = request.revisionId.isEmpty() ? newId() : request.revisionId;
    if (const Status id = checkId(made.revision, graph); !id)
        return id.error();
    const Result<std::vector<int>> parents = parentsOf(graph, request);
    if (!parents)
        return parents.error();
    for (const int parent : *parents)
        made.downRevisions += graph.id(parent).text();
    const Result<QStringList> dependsOn = dependenciesOf(graph, request.dependsOn);
    if (!dependsOn)
        return dependsOn.error();
    Result<AlembicConfig> config = AlembicConfig{};
    if (!loaded.project.configFile.isEmpty())
        config = readAlembicConfig(loaded.project.configFile, loaded.project.section);
    if (!config)
        return config.error();
    const Result<QString> folder = folderOf(loaded, *parents);
    if (!folder)
        return folder.error();
    const Result<CreateDate> date = createDate(config->timezone);
    if (!date)
        return date.error();
    const QString templatePath = loaded.project.scriptLocation + QStringLiteral("/script.py.mako");
    QFile file(templatePath);
    if (!file.open(QIODevice::ReadOnly)) {
        return Error{ErrorKind::Unreadable,
            QStringLiteral("The template %1 cannot be read: %2").arg(templatePath, file.errorString()), {},
            {templatePath, 0, 0}};
    }
    const QStringList labels
        = request.branchLabel.isEmpty() ? QStringList() : QStringList(request.branchLabel);
    const Result<QString> text = renderScriptTemplate(QString::fromUtf8(file.readAll()),
        {request.message, made.revision, made.downRevisions, labels, *dependsOn, date->at, date->text,
            executeLines(request.upgradeSql), executeLines(request.downgradeSql)},
        templatePath);
    if (!text)
        return text.error();
    made.text = *text;
    const Result<QString> name = scriptFileName(
        config->fileTemplate.isEmpty() ? QStringLiteral("%(rev)s_%(slug)s") : config->fileTemplate,
        config->slugLength > 0 ? config->slugLength : defaultSlugLength, made.revision, request.message,
        date->at);
    if (!name)
        return name.error();
    made.path = QDir(*folder).absoluteFilePath(*name);
    made.hooks = config->hooks;
    return made;
}

Status writeRevision(const NewRevision &revision)
{
    QDir().mkpath(QFileInfo(revision.path).path());
    QFile file(revision.path);
    const bool written = file.open(QIODevice::WriteOnly | QIODevice::NewOnly)
        && file.write(revision.text.toUtf8()) >= 0 && file.flush();
    if (written)
        return Done{};
    return Error{ErrorKind::Unreadable,
        QStringLiteral("%1 cannot be written: %2").arg(revision.path, file.errorString()), {},
        {revision.path, 0, 0}};
}

} // namespace stillroom
