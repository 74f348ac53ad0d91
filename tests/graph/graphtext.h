#pragma once

#include "migrations/graph/revisiongraph.h"

namespace stillroom::test
{

/// One revision per line, in reading order: "e5 < b2, c3 needs a1 label main". Places are
/// "e5.py" and the line of the text.
inline std::vector<Revision> revisionsFrom(const QString &text)
{
    std::vector<Revision> revisions;
    const QStringList lines = text.split(u'\n');
    for (int number = 0; number < lines.size(); ++number) {
        QString rest = lines[number].trimmed();
        if (rest.isEmpty())
            continue;
        const auto takeList = [&rest](const QString &mark) {
            const qsizetype at = rest.indexOf(mark);
            const QString list = at < 0 ? QString() : rest.mid(at + mark.size());
            rest = at < 0 ? rest : rest.left(at).trimmed();
            QStringList parts;
            for (const QString &part : list.split(u',', Qt::SkipEmptyParts))
                parts.append(part.trimmed());
            return parts;
        };
        Revision revision;
        revision.branchLabels = takeList(QStringLiteral(" label "));
        for (const QString &id : takeList(QStringLiteral(" needs ")))
            revision.dependsOn.push_back(RevisionId(id));
        for (const QString &id : takeList(QStringLiteral(" < ")))
            revision.downRevisions.push_back(RevisionId(id));
        revision.id = RevisionId(rest);
        revision.message = QStringLiteral("step %1").arg(rest);
        revision.doc = revision.message;
        revision.place = SourcePlace{.path = rest + QStringLiteral(".py"), .line = number + 1, .column = 0};
        revisions.push_back(revision);
    }
    return revisions;
}

inline RevisionGraph graphFrom(const char *text)
{
    return RevisionGraph(revisionsFrom(QString::fromUtf8(text)));
}

template<typename Indices> QString idsOf(const RevisionGraph &graph, const Indices &indices)
{
    QStringList ids;
    for (const int index : indices)
        ids.append(graph.id(index).text());
    return ids.join(u' ');
}

inline std::vector<RevisionId> rowsFrom(const QString &text)
{
    std::vector<RevisionId> rows;
    for (const QString &id : text.split(u' ', Qt::SkipEmptyParts))
        rows.push_back(RevisionId(id));
    return rows;
}

} // namespace stillroom::test
