#pragma once

#include "app/services/workspace.h"
#include "app/startup/startupforecast.h"
#include "ui/shell/page.h"
#include "ui/shell/theme.h"

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace stillroom
{

class EmptyState;
class InlineMessage;
class LogPanel;
class SegmentedControl;
class Settings;
class StartupFlowView;

/// What the next start of the project will do, and why (design guide 5, "Startup"; the questions are those of
/// spec/auto-run.md 1.7). What if… changes nothing but the picture. A log tells how past starts went.
class StartupPage final : public Page
{
    Q_OBJECT

public:
    StartupPage(Workspace &workspace, const Theme &theme, Settings &settings, QWidget *parent = nullptr);

    QString title() const override { return tr("Startup"); }
    QString iconName() const override { return QStringLiteral("startup"); }
    void activate() override { read(); }
    bool isBusy() const override;
    void chooseTab(int tab) override;
    bool escape() override;
    std::pair<QString, QString> copyText() const override;
    QList<QWidget *> regions() override;

private:
    QWidget *createToolbar();
    QWidget *createPanel();
    void read();
    void onForecast(quint64 request, const std::shared_ptr<const StartupForecast> &forecast);
    void onRefused(quint64 request, const Error &error);
    void decide();
    void showMode();
    StartupSituation asked() const;
    void fillReasons(const StartupDecision &decision);

    Workspace &m_workspace;
    const Theme &m_theme;
    std::shared_ptr<const StartupForecast> m_forecast;
    StartupDecision m_decision;
    quint64 m_request = 0;
    bool m_reading = false;
    SegmentedControl *m_mode = nullptr;
    QWidget *m_whatIf = nullptr;
    QComboBox *m_flag = nullptr;
    QComboBox *m_skip = nullptr;
    QComboBox *m_tables = nullptr;
    QLabel *m_readAt = nullptr;
    QLabel *m_headline = nullptr;
    QLabel *m_sub = nullptr;
    QStackedWidget *m_content = nullptr;
    EmptyState *m_empty;
    StartupFlowView *m_flow = nullptr;
    LogPanel *m_log = nullptr;
    QPushButton *m_again = nullptr;
    QWidget *m_reasonsBody = nullptr;
    QVBoxLayout *m_reasons = nullptr;
    QPlainTextEdit *m_messages = nullptr;
    QWidget *m_panel = nullptr;
};

} // namespace stillroom
