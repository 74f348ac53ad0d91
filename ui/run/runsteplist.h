#pragma once

#include "ui/run/runstepmodel.h"
#include "ui/shell/theme.h"

#include <QListView>
#include <QStyledItemDelegate>

namespace stillroom
{

/// Paints one step: result icon, number, revision, message, status, bar, duration.
class RunStepDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    RunStepDelegate(const RunStepModel &model, const Theme &theme, QObject *parent = nullptr);

    void paint(
        QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintBar(QPainter *painter, const QRect &rect, const RunStepModel::Row &row) const;

    const RunStepModel &m_model;
    const Theme &m_theme;
};

/// The steps of a run; as high as its rows up to a limit, then it scrolls.
class RunStepList final : public QListView
{
    Q_OBJECT

public:
    explicit RunStepList(const Theme &theme, QWidget *parent = nullptr);

    void show(const RunProgress &progress, const QDateTime &now);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

private:
    const Theme &m_theme;
    RunStepModel m_model;
    int m_current = -1;
};

} // namespace stillroom
