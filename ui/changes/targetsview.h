#pragma once

#include "app/project/targetcomparison.h"
#include "app/services/workspace.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;
class QToolButton;
class QVBoxLayout;

namespace stillroom
{

class CellTable;
class EmptyState;
class Settings;
class Theme;

/// The connected database beside other targets of the project: which revision is applied where, and what
/// their schemas have different. All of them are only read.
class TargetsView final : public QWidget
{
    Q_OBJECT

public:
    TargetsView(Workspace &workspace, const Theme &theme, Settings &settings, QWidget *parent = nullptr);

    /// The list of targets, or the connected one, may have changed.
    void setState(const WorkspaceState &state);
    void compare();
    bool isReading() const { return m_reading; }
    void cancel();
    QList<QWidget *> regions();

private:
    QWidget *createBar();
    QWidget *createResult(Settings &settings);
    void onReady(quint64 request, const std::shared_ptr<const TargetComparison> &comparison);
    void onRefused(quint64 request, const Error &error);
    void showStart();
    void fillMatrix();
    void showDifferences();
    QStringList chosen() const;

    Workspace &m_workspace;
    const Theme &m_theme;
    std::shared_ptr<const TargetComparison> m_comparison;
    QString m_key; ///< the connected target and the names there are to choose from
    quint64 m_request = 0;
    bool m_reading = false;
    QToolButton *m_choice = nullptr;
    QCheckBox *m_all = nullptr;
    QLabel *m_at = nullptr;
    QPushButton *m_compare = nullptr;
    QStackedWidget *m_content = nullptr;
    EmptyState *m_empty;
    QWidget *m_result = nullptr;
    QVBoxLayout *m_matrixPlace = nullptr;
    CellTable *m_matrix = nullptr; ///< made anew for each comparison: its columns are the targets
    QComboBox *m_other = nullptr;
    QLabel *m_difference = nullptr;
    CellTable *m_objects = nullptr;
};

} // namespace stillroom
