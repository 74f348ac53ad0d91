#pragma once

#include "ui/run/runprogress.h"
#include "ui/shell/theme.h"

#include <QWidget>

class QFrame;
class QGridLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace stillroom
{

class CodeView;
class ResultIcon;
class RunLogView;
class RunStepList;
struct RunVerdict;

/// How a run ended: the verdict, the steps, what failed and where, the measured state.
class ResultView final : public QWidget
{
    Q_OBJECT

public:
    explicit ResultView(const Theme &theme, QWidget *parent = nullptr);

    void showResult(const RunProgress &progress, const QString &database);
    QString failedSql() const;
    QList<QWidget *> regions();

Q_SIGNALS:
    void leaveRequested();
    void reviewAgainRequested();
    void toastRequested(const QString &text);

private:
    QWidget *createBanner();
    QWidget *createFailure();
    QWidget *createLog();
    QWidget *createRight();
    void showBanner(const RunVerdict &verdict);
    void showFailure(const RunFailure &failure);
    void showSide(const RunProgress &progress, const QString &database);
    void addFact(const QString &label, const QString &value, TextRole role, const QString &note = {});
    void addState(bool good, const QString &text);
    void openScript();

    const Theme &m_theme;
    QString m_report;
    SourcePlace m_place;
    QFrame *m_banner = nullptr;
    ResultIcon *m_icon = nullptr;
    QLabel *m_title = nullptr;
    QLabel *m_text = nullptr;
    RunStepList *m_steps;
    QWidget *m_failure = nullptr;
    QLabel *m_point = nullptr;
    CodeView *m_statement = nullptr;
    QPushButton *m_openScript = nullptr;
    QWidget *m_factsBody = nullptr;
    QGridLayout *m_facts = nullptr;
    RunLogView *m_log = nullptr;
    QWidget *m_side = nullptr;
    QVBoxLayout *m_sideLayout = nullptr;
    QPushButton *m_back = nullptr;
};

} // namespace stillroom
