#pragma once

#include "ui/run/runprogress.h"
#include "ui/shell/theme.h"

#include <QAbstractListModel>
#include <QListView>

namespace stillroom
{

/// The lines of a run's log; only ever grows while one run goes on.
class RunLogModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    /// Shows these lines; lines already shown are taken to be the same.
    void setLines(const std::vector<RunLogLine> &lines);
    const RunLogLine &line(int row) const { return m_lines[size_t(row)]; }
    QString text() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    std::vector<RunLogLine> m_lines;
};

/// The log in mono, with Follow: the last line stays in sight until a person scrolls away.
class RunLogView final : public QListView
{
    Q_OBJECT

public:
    explicit RunLogView(const Theme &theme, QWidget *parent = nullptr);

    void setLines(const std::vector<RunLogLine> &lines);
    void setFollow(bool follow);
    QString text() const { return m_model.text(); }

private:
    RunLogModel m_model;
    bool m_follow = true;
};

} // namespace stillroom
