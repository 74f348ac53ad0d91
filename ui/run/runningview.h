#pragma once

#include "ui/run/runprogress.h"
#include "ui/shell/theme.h"

#include <QTimer>
#include <QWidget>

class QCheckBox;
class QLabel;
class QProgressBar;
class QPushButton;

namespace stillroom
{

class CodeView;
class InlineMessage;
class RunLogView;
class RunStepList;

/// A run while it goes on. Ticks by itself; the progress is a value it is given.
class RunningView final : public QWidget
{
    Q_OBJECT

public:
    explicit RunningView(const Theme &theme, QWidget *parent = nullptr);

    /// `progress` outlives the view's use of it.
    void follow(const RunProgress *progress);
    /// Events were applied.
    void refresh();
    /// Puts the question away; false when it was not asked.
    bool dismissQuestion();
    QString currentSql() const;
    QList<QWidget *> regions();

Q_SIGNALS:
    void cancelRequested();
    void toastRequested(const QString &text);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *createHead();
    QWidget *createStatement();
    QWidget *createLog();
    void tick();
    void updateHead(const QDateTime &now);
    void updateBlocked(const QDateTime &now);
    void updateStatement(const QDateTime &now);
    void askToCancel();

    const Theme &m_theme;
    const RunProgress *m_progress = nullptr;
    QTimer m_timer;
    QLabel *m_step = nullptr;
    QProgressBar *m_bar = nullptr;
    QPushButton *m_cancel = nullptr;
    QWidget *m_question = nullptr;
    QLabel *m_questionText = nullptr;
    QPushButton *m_keep = nullptr;
    InlineMessage *m_blocked;
    QWidget *m_blockedBox = nullptr;
    RunStepList *m_steps;
    QLabel *m_statementTime = nullptr;
    CodeView *m_statement = nullptr;
    RunLogView *m_log = nullptr;
    QCheckBox *m_follow = nullptr;
};

} // namespace stillroom
