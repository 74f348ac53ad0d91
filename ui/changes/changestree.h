#pragma once

#include "ui/changes/changesmodel.h"

#include <QTreeView>

namespace stillroom
{

class Settings;

/// The tree of objects: whole rows, marks, columns that are remembered.
class ChangesTree final : public QTreeView
{
    Q_OBJECT

public:
    ChangesTree(ChangesModel &model, const Theme &theme, Settings &settings, QWidget *parent = nullptr);

    /// The line in front, or null.
    const ChangeNode *current() const;
    /// Selects the line and opens what is above it.
    void show(const QModelIndex &index);
    using QTreeView::show;

Q_SIGNALS:
    void nodeChosen();

protected:
    void drawBranches(QPainter *painter, const QRect &rect, const QModelIndex &index) const override;
    void drawRow(
        QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void setUpHeader(Settings &settings);

    ChangesModel &m_model;
    const Theme &m_theme;
};

} // namespace stillroom
