#pragma once

#include "ui/shell/theme.h"

#include <QStyledItemDelegate>

namespace stillroom
{

/// One recent project, 56 px: folder icon, name over path, environment and database over state, when.
class RecentDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit RecentDelegate(const Theme &theme, QObject *parent = nullptr);

    void paint(
        QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintDatabase(QPainter *painter, const QRect &area, const QModelIndex &index) const;

    const Theme &m_theme;
};

} // namespace stillroom
