#pragma once

#include "app/startup/logfile.h"
#include "ui/startup/logstartsmodel.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace stillroom
{

class CellTable;
class ElidingLabel;
class EmptyState;
class InlineMessage;
class ResultIcon;
class Settings;

/// Reads the log of an application: which starts are in it, how each went, what to do about it
/// (spec/auto-run.md 5 and 6). A file is opened, dropped or pasted, and read on another thread.
class LogPanel final : public QWidget
{
    Q_OBJECT

public:
    LogPanel(const Theme &theme, Settings &settings, QWidget *parent = nullptr);

    void openFile(const QString &path);
    /// Text of the clipboard; \a name says where it is from.
    void readText(const QByteArray &text, const QString &name);
    bool isBusy() const { return m_reading; }
    /// Stops a reading; false when there is none.
    bool cancel();
    /// The report as text, without passwords.
    QString reportText() const;

Q_SIGNALS:
    void reportChanged();

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    QWidget *createBar();
    QWidget *createList();
    QWidget *createDetail();
    void begin(const QString &name);
    void onRead(quint64 number, const Result<LogReport> &report);
    void chooseFile();
    void paste();
    void showStart();
    void showEmpty();
    std::vector<ScenarioCheck> checks() const;
    const LogStart *current() const;

    const Theme &m_theme;
    LogStartsModel m_model;
    std::shared_ptr<const LogReport> m_report;
    QString m_name;
    CancelToken m_cancel;
    std::shared_ptr<LogProgress> m_progress;
    QTimer m_tick;
    quint64 m_number = 0; ///< of the newest reading
    bool m_reading = false;
    ElidingLabel *m_source = nullptr;
    QComboBox *m_scenario = nullptr;
    QStackedWidget *m_content = nullptr;
    EmptyState *m_empty = nullptr;
    QTableView *m_list = nullptr;
    ResultIcon *m_icon = nullptr;
    QLabel *m_title = nullptr;
    QLabel *m_meaning = nullptr;
    InlineMessage *m_advice = nullptr;
    QLabel *m_expectedTitle = nullptr;
    CellTable *m_expected = nullptr;
    CellTable *m_lines = nullptr;
};

} // namespace stillroom
