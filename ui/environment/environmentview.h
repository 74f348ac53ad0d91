#pragma once

#include "ui/environment/environmentmodel.h"
#include "ui/shell/theme.h"

#include <QTableView>

namespace stillroom
{

class EnvironmentDelegate;
class Settings;

/// The matrix on screen: comment lines across, the eye of a secret, keys for editing.
class EnvironmentView final : public QTableView
{
    Q_OBJECT

public:
    EnvironmentView(
        EnvironmentModel &model, const Theme &theme, Settings &settings, QWidget *parent = nullptr);

    /// Selects a cell and makes it visible.
    void show(const QModelIndex &index);

Q_SIGNALS:
    /// Delete or Backspace on a cell that can be edited.
    void unsetRequested(const QModelIndex &index);
    void currentCellChanged();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    void arrange();
    void fitColumns();

    EnvironmentModel &m_model;
    const Theme &m_theme;
    Settings &m_settings;
    EnvironmentDelegate *m_delegate;
    bool m_fitting = false;
    bool m_chosen = false; ///< a person chose the widths
};

} // namespace stillroom
