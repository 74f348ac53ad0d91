#include "app/project/historytext.h"

#include <algorithm>

namespace stillroom
{
namespace
{

struct LineParts {
    bool parents = false;
    bool labels = false;
    bool doc = false;
    bool shape = true; ///< branch and merge points
};

QString commaList(const std::vector<RevisionId> &ids)
{
    QStringList texts;
    for (const RevisionId &id : ids)
        texts.append(id.text());
    return texts.join(QLatin1String(", "));
}

QString parentsText(const Revision &revision)
{
    return revision.downRevisions.empty() ? QStringLiteral("<base>") : commaList(revision.downRevisions);
}

/// Alembic's `doc`: the docstring up to its first blank line, line breaks kept.
QString firstParagraph(const QString &doc)
{
    return doc.left(doc.indexOf(QLatin1String("\n\n")));
}

bool isLineBreak(QChar character)
{
    switch (character.unicode()) {
    case u'\n':
    case u'\r':
    case u'\v':
    case u'\f':
    case 0x1c:
    case 0x1d:
    case 0x1e:
    case 0x85:
    case 0x2028:
    case 0x2029:
        return true;
    default:
        return false;
    }
}

/// As Python's str.splitlines(), each line indented by four.
QString indentedLines(const QString &text)
{
    QString indented;
    qsizetype start = 0;
    while (start < text.size()) {
        qsizetype end = start;
        while (end < text.size() && !isLineBreak(text[end]))
            ++end;
        if (start > 0)
            indented += u'\n';
        indented += QLatin1String("    ");
        indented += QStringView(text).mid(start, end - start);
        const bool pair = text.mid(end, 2) == QLatin1String("\r\n");
        start = end + (pair ? 2 : 1);
    }
    return indented;
}

class RevisionText
{
public:
    RevisionText(const RevisionGraph &graph, const HistoryTextOptions &options = {})
        : m_graph(graph)
        , m_verbose(options.verbose)
        , m_current(size_t(graph.size()), false)
    {
        if (!options.indicateCurrent)
            return;
        for (const RevisionId &row : options.rows) {
            if (const int index = graph.indexOf(row); index >= 0)
                m_current[size_t(index)] = true;
        }
    }

    QString text(int index, const LineParts &parts) const
    {
        return (m_verbose ? entry(index) : line(index, parts)) + u'\n';
    }

    /// Mirrors Script._head_only.
    QString line(int index, const LineParts &parts) const
    {
        const Revision &revision = m_graph.revision(index);
        QString text;
        if (parts.parents) {
            text = parentsText(revision);
            if (!revision.dependsOn.empty())
                text += QStringLiteral(" (%1)").arg(commaList(revision.dependsOn));
            text += QLatin1String(" -> ");
        }
        text += revision.id.text();
        if (const QStringList labels = parts.labels ? m_graph.labels(index) : QStringList();
            !labels.isEmpty())
            text += QStringLiteral(" (%1)").arg(labels.join(QLatin1String(", ")));
        if (m_graph.isEffectiveHead(index))
            text += QLatin1String(" (head)");
        else if (m_graph.isHead(index))
            text += QLatin1String(" (effective head)");
        if (m_current[size_t(index)])
            text += QLatin1String(" (current)");
        if (parts.shape)
            text += shapeText(index);
        if (parts.doc)
            text += QLatin1String(", ") + firstParagraph(revision.doc);
        return text;
    }

    /// Mirrors Script.log_entry.
    QString entry(int index) const
    {
        const Revision &revision = m_graph.revision(index);
        QString text = QLatin1String("Rev: ") + revision.id.text();
        if (m_graph.isHead(index))
            text += QLatin1String(" (head)");
        text += shapeText(index);
        if (m_current[size_t(index)])
            text += QLatin1String(" (current)");
        text += m_graph.isMergePoint(index) ? QLatin1String("\nMerges: ") : QLatin1String("\nParent: ");
        text += parentsText(revision) + u'\n';
        if (!revision.dependsOn.empty())
            text += QStringLiteral("Also depends on: %1\n").arg(commaList(revision.dependsOn));
        if (m_graph.isBranchPoint(index))
            text += QStringLiteral("Branches into: %1\n").arg(childrenText(index));
        if (const QStringList labels = m_graph.labels(index); !labels.isEmpty())
            text += QStringLiteral("Branch names: %1\n").arg(labels.join(QLatin1String(", ")));
        text += QStringLiteral("Path: ") + revision.place.path + QLatin1String("\n\n");
        text += indentedLines(revision.doc) + u'\n';
        return text;
    }

private:
    QString shapeText(int index) const
    {
        QString text;
        if (m_graph.isBranchPoint(index))
            text += QLatin1String(" (branchpoint)");
        if (m_graph.isMergePoint(index))
            text += QLatin1String(" (mergepoint)");
        return text;
    }

    QString childrenText(int index) const
    {
        QStringList ids;
        for (const int child : m_graph.children(index))
            ids.append(m_graph.id(child).text());
        return ids.join(QLatin1String(", "));
    }

    const RevisionGraph &m_graph;
    bool m_verbose;
    std::vector<bool> m_current;
};

} // namespace

QString historyText(
    const RevisionGraph &graph, const std::vector<int> &revisions, const HistoryTextOptions &options)
{
    const RevisionText writer(graph, options);
    QString text;
    for (const int index : revisions)
        text += writer.text(index, LineParts{.parents = true, .labels = true, .doc = true});
    return text;
}

QString currentText(const RevisionGraph &graph, const std::vector<int> &revisions, bool verbose)
{
    const RevisionText writer(graph, HistoryTextOptions{.verbose = verbose, .rows = {}});
    QString text;
    for (const int index : revisions)
        text += writer.text(index, LineParts());
    return text;
}

QString headsText(const RevisionGraph &graph, bool verbose, bool resolveDependencies)
{
    const RevisionText writer(graph, HistoryTextOptions{.verbose = verbose, .rows = {}});
    QString text;
    for (const int index : resolveDependencies ? graph.effectiveHeads() : graph.heads())
        text += writer.text(index, LineParts{.labels = true, .shape = false});
    return text;
}

QString branchesText(const RevisionGraph &graph, bool verbose)
{
    const RevisionText writer(graph, HistoryTextOptions{.verbose = verbose, .rows = {}});
    QString text;
    for (auto index = graph.runOrder().rbegin(); index != graph.runOrder().rend(); ++index) {
        if (!graph.isBranchPoint(*index))
            continue;
        text += writer.text(*index, LineParts{.labels = true});
        const QString indent(graph.id(*index).text().size(), u' ');
        for (const int child : graph.children(*index)) {
            text += indent + QLatin1String(" -> ")
                + writer.line(child, LineParts{.labels = true, .doc = verbose}) + u'\n';
        }
        text += u'\n';
    }
    return text;
}

QString showText(const RevisionGraph &graph, const std::vector<int> &revisions)
{
    const RevisionText writer(graph, HistoryTextOptions{.verbose = true, .rows = {}});
    QString text;
    for (const int index : revisions)
        text += writer.text(index, LineParts());
    return text;
}

} // namespace stillroom
