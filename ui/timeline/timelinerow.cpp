#include "ui/timeline/timelinerow.h"

#include "ui/widgets/riskbadge.h"

#include "migrations/graph/revisiongraph.h"

#include <QCoreApplication>

namespace stillroom
{

namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("TimelineRow", text);
}

/// The first ten characters of "2026-11-19 16:04:11.123456", which is how templates write the date.
QDate dateOf(const QString &createDate)
{
    return QDate::fromString(createDate.left(10), Qt::ISODate);
}

/// Display order as graph indexes: what is pending first, then the rest, each against its run order.
std::vector<int> displayOrder(const RevisionGraph &graph, const std::vector<RevisionId> &pending)
{
    std::vector<int> order;
    order.reserve(size_t(graph.size()));
    std::vector<bool> taken(size_t(graph.size()), false);
    for (auto id = pending.rbegin(); id != pending.rend(); ++id) {
        const int index = graph.indexOf(*id);
        if (index >= 0 && !taken[size_t(index)]) {
            taken[size_t(index)] = true;
            order.push_back(index);
        }
    }
    const std::vector<int> &run = graph.runOrder();
    for (auto index = run.rbegin(); index != run.rend(); ++index) {
        if (!taken[size_t(*index)])
            order.push_back(*index);
    }
    return order;
}

class RowBuilder
{
public:
    explicit RowBuilder(const WorkspaceState &state)
        : m_state(state)
        , m_graph(*state.graph)
        , m_stateOf(size_t(m_graph.size()), RowState::Unknown)
    {
        mark(state.applied, RowState::Applied);
        mark(state.pending, RowState::Pending);
        if (state.database)
            mark(state.database->rows, RowState::Current);
    }

    TimelineRows rows()
    {
        addMissing();
        const std::vector<int> order = displayOrder(m_graph, m_state.pending);
        const size_t offset = m_result.rows.size();
        for (const int index : order)
            m_result.rows.push_back(row(index));
        layOut(order, int(offset));
        placeRule();
        return std::move(m_result);
    }

private:
    void mark(const std::vector<RevisionId> &ids, RowState state)
    {
        for (const RevisionId &id : ids) {
            const int index = m_graph.indexOf(id);
            if (index >= 0)
                m_stateOf[size_t(index)] = state;
        }
    }

    void addMissing()
    {
        for (const RevisionId &id : m_state.unknownRows) {
            TimelineRow row;
            row.id = id;
            row.message = tr("Not found in the project's scripts");
            row.state = RowState::MissingScript;
            m_result.rows.push_back(row);
        }
    }

    TimelineRow row(int index)
    {
        const Revision &revision = m_graph.revision(index);
        TimelineRow row;
        row.id = revision.id;
        row.message = revision.message;
        row.doc = revision.doc;
        row.state = m_stateOf[size_t(index)];
        row.head = m_graph.isHead(index);
        row.branchPoint = m_graph.isBranchPoint(index);
        row.labels = revision.branchLabels;
        row.created = dateOf(revision.createDate);
        row.createdText = revision.createDate;
        row.place = revision.place;
        for (const int parent : m_graph.parents(index))
            row.parents.push_back(m_graph.id(parent));
        m_result.pending += row.state == RowState::Pending;
        m_result.applied += row.state == RowState::Applied || row.state == RowState::Current;
        return row;
    }

    void layOut(const std::vector<int> &order, int offset)
    {
        std::vector<int> rowOf(size_t(m_graph.size()), -1);
        for (int row = 0; row < int(order.size()); ++row)
            rowOf[size_t(order[size_t(row)])] = row + offset;
        std::vector<LayoutNode> nodes(m_result.rows.size());
        for (int row = 0; row < int(order.size()); ++row) {
            LayoutNode &node = nodes[size_t(row + offset)];
            node.pending = m_result.rows[size_t(row + offset)].state == RowState::Pending;
            for (const int parent : m_graph.parents(order[size_t(row)])) {
                // A link that a broken tree turned upwards is a problem shown elsewhere, not an edge.
                if (rowOf[size_t(parent)] > row + offset)
                    node.parents.push_back(rowOf[size_t(parent)]);
            }
        }
        TimelineLayout layout = layoutTimeline(nodes);
        for (size_t row = 0; row < layout.rows.size(); ++row)
            m_result.rows[row].lanes = std::move(layout.rows[row]);
        m_result.laneCount = layout.laneCount;
    }

    /// Only where it is true: connected, and no row of the database is a mystery.
    void placeRule()
    {
        if (!m_state.database || !m_state.unknownRows.empty())
            return;
        for (TimelineRow &row : m_result.rows) {
            if (row.state == RowState::Applied || row.state == RowState::Current) {
                row.ruleAbove = true;
                return;
            }
        }
    }

    const WorkspaceState &m_state;
    const RevisionGraph &m_graph;
    std::vector<RowState> m_stateOf; ///< by graph index
    TimelineRows m_result;
};

} // namespace

QString rowStateName(RowState state)
{
    switch (state) {
    case RowState::Applied:
        return tr("Applied");
    case RowState::Current:
        return tr("Current");
    case RowState::Pending:
        return tr("Pending");
    case RowState::Unknown:
        return tr("Unknown");
    case RowState::MissingScript:
        return tr("Missing script");
    }
    return {};
}

QString engineName(Engine engine)
{
    switch (engine) {
    case Engine::NativeSql:
        return tr("Native SQL");
    case Engine::ProjectPython:
        return tr("Project Python");
    }
    return {};
}

TimelineRows timelineRows(const WorkspaceState &state)
{
    if (!state.graph)
        return {};
    return RowBuilder(state).rows();
}

QString accessibleRowText(const TimelineRow &row, const std::optional<Engine> &engine,
    const std::optional<std::optional<Severity>> &risk)
{
    QStringList parts{row.id.text(), row.message, rowStateName(row.state)};
    if (row.head)
        parts << tr("Head");
    if (engine)
        parts << engineName(*engine);
    if (risk && *risk)
        parts << tr("risk %1").arg(riskText(riskLevel(*risk)));
    if (row.created.isValid())
        parts << row.created.toString(Qt::ISODate);
    return parts.join(QStringLiteral(", "));
}

QString accessibleGraphText(const TimelineRow &row)
{
    QString text = row.lanes.lane == 0 ? tr("main lane") : tr("lane %1").arg(row.lanes.lane + 1);
    if (row.parents.size() > 1) {
        QStringList merged;
        for (const RevisionId &parent : row.parents)
            merged << parent.text();
        text += QStringLiteral(", ")
            + tr("merges %1").arg(merged.join(QStringLiteral(" ") + tr("and") + u' '));
    }
    if (row.branchPoint)
        text += QStringLiteral(", ") + tr("branch point");
    return text;
}

} // namespace stillroom
