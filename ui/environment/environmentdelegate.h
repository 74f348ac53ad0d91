#pragma once

#include "ui/shell/theme.h"

#include <QStyledItemDelegate>

namespace stillroom
{

class EnvironmentModel;

/// Paints the cells of the matrix and edits them in place.
class EnvironmentDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    EnvironmentDelegate(const EnvironmentModel &model, const Theme &theme, QObject *parent = nullptr);

    void paint(
        QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QWidget *createEditor(
        QWidget *parent, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void setEditorData(QWidget *editor, const QModelIndex &index) const override;
    void setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const override;
    void updateEditorGeometry(
        QWidget *editor, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

    /// Where the eye of a secret stands; empty for a cell without one.
    QRect eyeBox(const QRect &cell, const QModelIndex &index) const;

private:
    void paintCell(QPainter *painter, QRect box, const QModelIndex &index) const;
    int draw(QPainter *painter, const QRect &box, const QString &text, TextRole role, Token colour,
        bool struck = false, bool bold = false) const;

    const EnvironmentModel &m_model;
    const Theme &m_theme;
};

} // namespace stillroom
