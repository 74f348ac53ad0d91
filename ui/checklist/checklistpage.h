#pragma once

#include "app/services/workspace.h"
#include "app/verify/verifyrun.h"
#include "ui/shell/page.h"
#include "ui/shell/theme.h"

class QHBoxLayout;
class QLabel;
class QPushButton;
class QStackedWidget;
class QToolButton;
class QVBoxLayout;

namespace stillroom
{

class ChecklistSummary;
class EmptyState;
class ProductionList;
class Settings;

/// The set-up checklist (design guide 5, "Checklist"): both verdicts, nothing is written from here.
class ChecklistPage final : public Page
{
    Q_OBJECT

public:
    ChecklistPage(Workspace &workspace, const Theme &theme, Settings &settings, QWidget *parent = nullptr);

    QString title() const override { return tr("Checklist"); }
    QString iconName() const override { return QStringLiteral("checklist"); }
    void activate() override;
    bool isBusy() const override { return m_running; }
    std::pair<QString, QString> copyText() const override;
    QList<QWidget *> regions() override;

private:
    QWidget *createToolbar();
    void run();
    void onReady(quint64 request, const std::shared_ptr<const VerifyReport> &report);
    void onRefused(quint64 request, const Error &error);
    void fillCounts();
    void fillCards();
    void onFix(const CheckFix &fix);
    void exportAs(const QString &format);
    QString wholeText() const;

    Workspace &m_workspace;
    const Theme &m_theme;
    std::shared_ptr<const VerifyReport> m_report;
    QString m_root; ///< of the project the report is about
    quint64 m_request = 0;
    bool m_running = false;
    QLabel *m_headline = nullptr;
    QLabel *m_sub = nullptr;
    QHBoxLayout *m_counts = nullptr;
    QPushButton *m_copy = nullptr;
    QToolButton *m_export = nullptr;
    QPushButton *m_again = nullptr;
    QStackedWidget *m_content = nullptr;
    EmptyState *m_empty;
    QWidget *m_cards = nullptr;
    QVBoxLayout *m_cardLayout = nullptr;
    ProductionList *m_production;
    ChecklistSummary *m_summary;
};

} // namespace stillroom
