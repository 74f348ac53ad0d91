#pragma once

#include "app/services/workspace.h"
#include "ui/changes/changesmodel.h"
#include "ui/shell/page.h"

#include <QTimer>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace stillroom
{

class ChangesDetail;
class ChangesTree;
class ElidingLabel;
class EmptyState;
class InlineMessage;
class RevisionChanges;
class SegmentedControl;
class Settings;
class SqlPane;
class TargetsView;

/// What an upgrade would change in the connected database, tried on a copy, and what is there that no
/// migration made (design guide 5, "Changes").
class ChangesPage final : public Page
{
    Q_OBJECT

public:
    ChangesPage(Workspace &workspace, const Theme &theme, Settings &settings, QWidget *parent = nullptr);

    QString title() const override { return tr("Changes"); }
    QString iconName() const override { return QStringLiteral("changes"); }
    void activate() override;
    bool isBusy() const override;
    void focusSearch() override;
    void chooseTab(int tab) override;
    bool escape() override;
    std::pair<QString, QString> copyText() const override;
    QString copySql() const override;
    QList<QWidget *> regions() override;
    RevisionId selectedRevision() const override;

private:
    QWidget *createToolbar();
    QWidget *createTargetBar();
    QWidget *createByObject(Settings &settings);
    void compare();
    void onStateChanged();
    void onReady(quint64 request, const std::shared_ptr<const ChangesReport> &report);
    void onRefused(quint64 request, const Error &error);
    void showContent();
    void showMessage();
    void offerCode();
    void applyFilter();
    void fillTargets();
    void updateCounts();
    void showSelection();
    void showDriftSql(const ChangeNode &node);
    void adoptDrift();
    void showAllSql();
    void showDrift();
    QString askedRevision() const;

    Workspace &m_workspace;
    const Theme &m_theme;
    Settings &m_settings;
    ChangesModel m_model;
    std::shared_ptr<const ChangesReport> m_report;
    quint64 m_request = 0;
    bool m_reading = false;
    QString m_comparedWith; ///< what the report was made of: project, target and rows
    QTimer m_progress;
    SegmentedControl *m_view = nullptr;
    QLineEdit *m_search = nullptr;
    QCheckBox *m_changedOnly = nullptr;
    QWidget *m_counts = nullptr;
    QLabel *m_countLabels[4] = {};
    QPushButton *m_again = nullptr;
    QWidget *m_bar = nullptr;
    QLabel *m_now = nullptr;
    ElidingLabel *m_nowMessage = nullptr;
    QComboBox *m_target = nullptr;
    QLabel *m_compared = nullptr;
    InlineMessage *m_message = nullptr;
    QWidget *m_messagePlace = nullptr;
    QStackedWidget *m_content = nullptr;
    EmptyState *m_empty;
    QWidget *m_byObject = nullptr;
    ChangesTree *m_tree = nullptr;
    ChangesDetail *m_detail = nullptr;
    SqlPane *m_sql = nullptr;
    RevisionChanges *m_byRevision = nullptr;
    TargetsView *m_targets = nullptr;
};

} // namespace stillroom
