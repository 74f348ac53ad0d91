#pragma once

#include "ui/timeline/timelinerow.h"

#include <QAbstractTableModel>

#include <memory>

namespace stillroom
{

enum class TimelineScope { All, Pending, Applied };

struct TimelineFilter {
    QString text; ///< looked for in id, message, tables and SQL; case does not matter
    TimelineScope scope = TimelineScope::All;
    std::optional<Engine> engine{};
    std::optional<Severity> risk{}; ///< at least this

    bool operator==(const TimelineFilter &) const = default;
    bool isOpen() const { return text.isEmpty() && scope == TimelineScope::All && !engine && !risk; }
};

/// The rows of the timeline that pass the filter. Rows and facts are values set from outside.
class TimelineModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Graph, Revision, Message, State, Engine, Risk, Created, ColumnCount };
    enum Role {
        RawRole = Qt::UserRole, ///< id as text, state as int, engine as int (-1 unknown), risk as int of
                                ///< RiskLevel (-1 unknown), date
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// Replaces all rows. Nothing happens when they are equal to those shown.
    void setRows(TimelineRows rows);
    /// Replaces what is known beyond the headers; rows stay where they are.
    void setFacts(const QHash<RevisionId, RevisionFacts> &facts);
    /// What is pending, with live sizes: wins over the facts' risk. Null: not known.
    void setPendingRisks(const std::shared_ptr<const PendingRisks> &risks);
    void setFilter(const TimelineFilter &filter);
    const TimelineFilter &filter() const { return m_filter; }

    const TimelineRows &rows() const { return m_rows; }
    /// The value painted in a visible row.
    const TimelineRow &row(int visibleRow) const
    {
        return m_rows.rows[size_t(m_visible[size_t(visibleRow)])];
    }
    RevisionFacts facts(const RevisionId &id) const { return m_facts.value(id); }
    /// Visible row of a revision; -1 when there is none or the filter hides it.
    int visibleRowOf(const RevisionId &id) const;
    /// Visible rows of the version table's revisions, top first.
    std::vector<int> currentRows() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString text(const TimelineRow &row, Column column) const;
    QVariant rawValue(const TimelineRow &row, Column column) const;
    bool accepts(const TimelineRow &row) const;
    bool textMatches(const TimelineRow &row) const;
    void applyFilter();
    void applyFacts();
    /// Unset: not known yet.
    std::optional<stillroom::Engine> engine(const RevisionId &id) const;
    /// Unset: not known yet, or Project Python. The inner one unset: no risk.
    std::optional<std::optional<Severity>> risk(const RevisionId &id) const;

    TimelineRows m_rows;
    QHash<RevisionId, RevisionFacts> m_facts;
    std::shared_ptr<const PendingRisks> m_pendingRisks;
    TimelineFilter m_filter;
    std::vector<int> m_visible; ///< indexes into m_rows.rows
};

} // namespace stillroom
