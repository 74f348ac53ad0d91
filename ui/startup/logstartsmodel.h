#pragma once

#include "app/startup/logreader.h"
#include "ui/shell/theme.h"
#include "ui/widgets/resulticon.h"

#include <QAbstractTableModel>

#include <memory>

namespace stillroom
{

/// Passed for a good start, Warning for one that needs something, Failed.
ResultKind resultKindOf(StartClass value);

/// The starts of a log, as they come.
class LogStartsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Class, When, Duration, Line, ColumnCount };

    explicit LogStartsModel(const Theme &theme, QObject *parent = nullptr);

    void setReport(std::shared_ptr<const LogReport> report);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString text(const LogStart &start, int column) const;

    const Theme &m_theme;
    std::shared_ptr<const LogReport> m_report;
};

} // namespace stillroom
