#pragma once

#include "app/services/changesreading.h"
#include "ui/changes/changemark.h"

#include <QAbstractItemModel>

namespace stillroom
{

/// One line of the tree.
struct ChangeNode {
    enum class Kind {
        Group, ///< "Tables", "Drift"
        Container, ///< a table of which something changes
        Object,
        Label, ///< a value of an enum
        Drift,
        Note, ///< "Unchanged"
    };
    Kind kind = Kind::Object;
    QString text{};
    QString note{}; ///< beside a group's name
    QString now{};
    QString after{};
    QString cause{};
    bool nowAbsent = false;
    bool afterAbsent = false;
    ChangeMark mark = ChangeMark::None;
    std::vector<ObjectId> objects{}; ///< what the SQL is chosen by
    int change = -1; ///< index into ChangesReport::objects
    int drift = -1; ///< index into the drift's changes
    int parent = -1;
    int row = 0;
    std::vector<int> children{};
};

struct ChangeCounts {
    int added = 0;
    int changed = 0;
    int removed = 0;
    int drift = 0;
};

/// What an upgrade changes, object by object: groups, the tables in them, what is in those
/// (design guide 5, "Changes").
class ChangesModel final : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { Object, Now, After, CausedBy, ColumnCount };

    using QAbstractItemModel::QAbstractItemModel;

    void setReport(std::shared_ptr<const ChangesReport> report);
    /// \a text: part of an object's name, any case. \a changedOnly: neither drift nor what stays.
    void setFilter(const QString &text, bool changedOnly);

    const ChangeNode &node(const QModelIndex &index) const { return m_nodes[size_t(index.internalId())]; }
    ChangeCounts counts() const { return m_counts; }
    /// The group of drift, or an invalid index.
    QModelIndex driftGroup() const;
    /// The first line that stands for an object, or an invalid index.
    QModelIndex firstObject() const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    void rebuild();
    QModelIndex indexOf(int node, int column = 0) const;

    std::shared_ptr<const ChangesReport> m_report;
    QString m_text;
    bool m_changedOnly = false;
    std::vector<ChangeNode> m_nodes; ///< the first is the root
    ChangeCounts m_counts; ///< unfiltered
};

/// All lines for a report; the first is the root. Pure.
std::vector<ChangeNode> changeNodes(const ChangesReport &report, const QString &text, bool changedOnly);

/// "3 revisions", "9c2f7d10e6a5", "no revision".
QString causeText(const std::vector<ObjectCause> &causes);

} // namespace stillroom
