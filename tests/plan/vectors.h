#pragma once

#include "migrations/graph/revisiongraph.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace stillroom::test
{

/// Cases recorded from the real program: tests/data/alembic/, or the whole set they were chosen from
/// where STILLROOM_SHARED names it.
inline QJsonObject readVectors(const QString &name)
{
    const QString shared
        = qEnvironmentVariable("STILLROOM_SHARED", QStringLiteral(STILLROOM_SOURCE_DIR "/../shared"));
    QFile file(shared + QStringLiteral("/vectors/alembic-") + name);
    if (!file.exists())
        file.setFileName(QStringLiteral(STILLROOM_SOURCE_DIR "/tests/data/alembic/") + name);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.readAll()).object();
}

inline std::vector<RevisionId> idsFromJson(const QJsonValue &value)
{
    std::vector<RevisionId> ids;
    if (value.isString())
        ids.push_back(RevisionId(value.toString()));
    for (const QJsonValue &id : value.toArray())
        ids.push_back(RevisionId(id.toString()));
    return ids;
}

inline QStringList stringsFromJson(const QJsonValue &value)
{
    QStringList strings;
    if (value.isString())
        strings.append(value.toString());
    for (const QJsonValue &text : value.toArray())
        strings.append(text.toString());
    return strings;
}

/// As the recorded scripts' docstrings print down_revision.
inline QString pythonTuple(const std::vector<RevisionId> &ids)
{
    if (ids.size() < 2)
        return ids.empty() ? QStringLiteral("None") : ids.front().text();
    QStringList quoted;
    for (const RevisionId &id : ids)
        quoted.append(QStringLiteral("'%1'").arg(id.text()));
    return QStringLiteral("(%1)").arg(quoted.join(QLatin1String(", ")));
}

/// The scripts the cases were run with, in the order of their file names.
inline RevisionGraph graphFromJson(const QJsonArray &array)
{
    std::vector<Revision> revisions;
    for (int i = 0; i < array.size(); ++i) {
        const QJsonObject object = array[i].toObject();
        Revision revision;
        revision.id = RevisionId(object[QStringLiteral("revision")].toString());
        revision.downRevisions = idsFromJson(object[QStringLiteral("down_revision")]);
        revision.dependsOn = idsFromJson(object[QStringLiteral("depends_on")]);
        revision.branchLabels = stringsFromJson(object[QStringLiteral("branch_labels")]);
        const QString id = revision.id.text();
        revision.message = QStringLiteral("step ") + id;
        revision.createDate = QStringLiteral("2024-01-%1 00:00:00").arg(i + 1, 2, 10, QLatin1Char('0'));
        revision.doc = QStringLiteral("step %1\n\nRevision ID: %1\nRevises: %2\nCreate Date: %3")
                           .arg(id, pythonTuple(revision.downRevisions), revision.createDate);
        revision.place.path = QStringLiteral("{dir}/m/versions/%1_%2_x.py").arg(id).arg(i);
        revisions.push_back(revision);
    }
    std::sort(revisions.begin(), revisions.end(),
        [](const Revision &a, const Revision &b) { return a.place.path < b.place.path; });
    return RevisionGraph(revisions);
}

} // namespace stillroom::test
