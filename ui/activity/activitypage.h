#pragma once

#include "app/journal/journal.h"
#include "app/services/workspace.h"
#include "ui/activity/activitymodel.h"
#include "ui/shell/page.h"

class QLabel;
class QLineEdit;
class QStackedWidget;
class QTableView;

namespace stillroom
{

class CellTable;
class EmptyState;
class SegmentedControl;
class Settings;

/// Every run of the journal (design guide 5, "Activity"): the list above, the chosen one below.
class ActivityPage final : public Page
{
    Q_OBJECT

public:
    /// \a journal: the user's own, unless a test has another.
    ActivityPage(Workspace &workspace, const Theme &theme, Settings &settings, Journal journal = Journal(),
        QWidget *parent = nullptr);

    QString title() const override { return tr("Activity"); }
    QString iconName() const override { return QStringLiteral("activity"); }
    void activate() override { read(); }
    bool isBusy() const override { return m_reading; }
    void focusSearch() override;
    bool escape() override;
    std::pair<QString, QString> copyText() const override;
    QList<QWidget *> regions() override;

private:
    QWidget *createToolbar();
    QWidget *createList();
    QWidget *createDetail();
    void read();
    void readOwn();
    void readTeam();
    void onTeamRead(quint64 request, const std::shared_ptr<const std::vector<JournalEntry>> &entries);
    void onTeamRefused(quint64 request, const Error &error);
    void offerTable();
    void askForTable();
    bool isTeam() const;
    void showEntries(const std::vector<JournalEntry> &entries);
    void onRead(const Result<std::vector<JournalEntry>> &entries);
    void applyFilter();
    void showEntry(const JournalEntry *entry);
    const JournalEntry *current() const;
    void exportCsv();

    Workspace &m_workspace;
    const Theme &m_theme;
    Journal m_journal;
    ConnectionPhase m_phase = ConnectionPhase::NotConnected; ///< the team's history was read with
    quint64 m_request = 0; ///< the newest question for the team's history
    ActivityModel m_model;
    bool m_reading = false;
    QLineEdit *m_search = nullptr;
    SegmentedControl *m_source = nullptr;
    SegmentedControl *m_scope = nullptr;
    QLabel *m_count = nullptr;
    QStackedWidget *m_content = nullptr;
    EmptyState *m_empty;
    QTableView *m_list = nullptr;
    QWidget *m_detail = nullptr;
    QLabel *m_title = nullptr;
    QLabel *m_facts = nullptr;
    QLabel *m_message = nullptr;
    CellTable *m_steps = nullptr;
};

} // namespace stillroom
