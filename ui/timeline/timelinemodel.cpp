#include "ui/timeline/timelinemodel.h"

#include "app/services/pendingrisks.h"
#include "ui/widgets/riskbadge.h"

namespace stillroom
{

void TimelineModel::setRows(TimelineRows rows)
{
    if (rows == m_rows)
        return;
    beginResetModel();
    m_rows = std::move(rows);
    applyFilter();
    endResetModel();
}

void TimelineModel::setFacts(const QHash<RevisionId, RevisionFacts> &facts)
{
    m_facts = facts;
    applyFacts();
}

void TimelineModel::setPendingRisks(const std::shared_ptr<const PendingRisks> &risks)
{
    if (risks == m_pendingRisks)
        return;
    m_pendingRisks = risks;
    applyFacts();
}

void TimelineModel::applyFacts()
{
    if (!m_filter.text.isEmpty() || m_filter.engine || m_filter.risk) {
        beginResetModel();
        applyFilter();
        endResetModel();
    } else if (!m_visible.empty()) {
        Q_EMIT dataChanged(index(0, Engine), index(int(m_visible.size()) - 1, Risk));
    }
}

void TimelineModel::setFilter(const TimelineFilter &filter)
{
    if (filter == m_filter)
        return;
    beginResetModel();
    m_filter = filter;
    applyFilter();
    endResetModel();
}

int TimelineModel::visibleRowOf(const RevisionId &id) const
{
    for (int visible = 0; visible < int(m_visible.size()); ++visible) {
        if (row(visible).id == id)
            return visible;
    }
    return -1;
}

std::vector<int> TimelineModel::currentRows() const
{
    std::vector<int> result;
    for (int visible = 0; visible < int(m_visible.size()); ++visible) {
        const RowState state = row(visible).state;
        if (state == RowState::Current || state == RowState::MissingScript)
            result.push_back(visible);
    }
    return result;
}

int TimelineModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_visible.size());
}

int TimelineModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant TimelineModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const TimelineRow &value = row(index.row());
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(value, column);
    case Qt::ToolTipRole:
        return column == Message ? value.doc
            : column == Risk     ? m_pendingRisks && m_pendingRisks->worst.contains(value.id)
                    ? tr("The worst of what its SQL does, with the sizes of the connected database")
                    : tr("The worst of what its SQL does, as for a large table")
                                 : QString();
    case Qt::AccessibleTextRole:
        return column == Graph   ? accessibleGraphText(value)
            : column == Revision ? accessibleRowText(value, engine(value.id), risk(value.id))
                                 : text(value, column);
    case RawRole:
        return rawValue(value, column);
    default:
        return {};
    }
}

QVariant TimelineModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case Graph:
        return tr("Graph");
    case Revision:
        return tr("Revision");
    case Message:
        return tr("Message");
    case State:
        return tr("State");
    case Engine:
        return tr("Engine");
    case Risk:
        return tr("Risk");
    case Created:
        return tr("Created");
    case ColumnCount:
        break;
    }
    return {};
}

QString TimelineModel::text(const TimelineRow &row, Column column) const
{
    switch (column) {
    case Graph:
        return {};
    case Revision:
        return row.id.text();
    case Message:
        return row.message;
    case State:
        return rowStateName(row.state);
    case Engine: {
        const std::optional<stillroom::Engine> known = engine(row.id);
        return known ? engineName(*known) : QStringLiteral("–");
    }
    case Risk: {
        const int level = rawValue(row, Risk).toInt();
        return level < 0 ? QString() : riskText(RiskLevel(level));
    }
    case Created:
        return row.created.isValid() ? row.created.toString(Qt::ISODate) : QStringLiteral("–");
    case ColumnCount:
        break;
    }
    return {};
}

QVariant TimelineModel::rawValue(const TimelineRow &row, Column column) const
{
    switch (column) {
    case Graph:
        return row.lanes.lane;
    case Revision:
        return row.id.text();
    case Message:
        return row.message;
    case State:
        return int(row.state);
    case Engine: {
        const std::optional<stillroom::Engine> known = engine(row.id);
        return known ? int(*known) : -1;
    }
    case Risk: {
        const std::optional<std::optional<Severity>> known = risk(row.id);
        return known ? int(riskLevel(*known)) : -1;
    }
    case Created:
        return row.created;
    case ColumnCount:
        break;
    }
    return {};
}

std::optional<stillroom::Engine> TimelineModel::engine(const RevisionId &id) const
{
    if (m_pendingRisks) {
        if (const auto live = m_pendingRisks->engines.constFind(id); live != m_pendingRisks->engines.cend())
            return *live;
    }
    const auto facts = m_facts.constFind(id);
    return facts != m_facts.cend() && facts->engineKnown ? std::optional(facts->engine) : std::nullopt;
}

std::optional<std::optional<Severity>> TimelineModel::risk(const RevisionId &id) const
{
    if (m_pendingRisks) {
        if (const auto live = m_pendingRisks->worst.constFind(id); live != m_pendingRisks->worst.cend())
            return *live;
    }
    const auto facts = m_facts.constFind(id);
    if (facts == m_facts.cend() || !facts->riskKnown || engine(id) == stillroom::Engine::ProjectPython)
        return std::nullopt;
    return facts->risk;
}

bool TimelineModel::accepts(const TimelineRow &row) const
{
    switch (m_filter.scope) {
    case TimelineScope::All:
        break;
    case TimelineScope::Pending:
        if (row.state != RowState::Pending)
            return false;
        break;
    case TimelineScope::Applied:
        if (row.state != RowState::Applied && row.state != RowState::Current)
            return false;
        break;
    }
    if (m_filter.engine && engine(row.id) != m_filter.engine)
        return false;
    if (m_filter.risk) {
        const std::optional<Severity> known = risk(row.id).value_or(std::nullopt);
        if (!known || *known < *m_filter.risk)
            return false;
    }
    return m_filter.text.isEmpty() || textMatches(row);
}

bool TimelineModel::textMatches(const TimelineRow &row) const
{
    const QString &text = m_filter.text;
    if (row.id.text().contains(text, Qt::CaseInsensitive) || row.doc.contains(text, Qt::CaseInsensitive)
        || row.message.contains(text, Qt::CaseInsensitive))
        return true;
    const auto facts = m_facts.constFind(row.id);
    return facts != m_facts.cend()
        && (facts->sql.contains(text, Qt::CaseInsensitive)
            || facts->tables.join(u' ').contains(text, Qt::CaseInsensitive));
}

void TimelineModel::applyFilter()
{
    m_visible.clear();
    for (int index = 0; index < int(m_rows.rows.size()); ++index) {
        if (accepts(m_rows.rows[size_t(index)]))
            m_visible.push_back(index);
    }
}

} // namespace stillroom
