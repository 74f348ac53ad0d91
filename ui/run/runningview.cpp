#include "ui/run/runningview.h"

#include "ui/run/runlogview.h"
#include "ui/run/runsteplist.h"
#include "ui/run/runtext.h"
#include "ui/widgets/codeview.h"
#include "ui/widgets/inlinemessage.h"
#include "ui/widgets/text.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace stillroom
{

namespace
{

constexpr std::chrono::milliseconds tickInterval{100};

QHBoxLayout *row(QWidget *left, std::initializer_list<QWidget *> rest)
{
    auto *layout = new QHBoxLayout;
    layout->setContentsMargins(16, 6, 16, 6);
    layout->setSpacing(8);
    layout->addWidget(left);
    auto it = rest.begin();
    for (; it != rest.end() && qobject_cast<QLabel *>(*it); ++it)
        layout->addWidget(*it);
    layout->addStretch(1);
    for (; it != rest.end(); ++it)
        layout->addWidget(*it);
    return layout;
}

} // namespace

RunningView::RunningView(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_blocked(new InlineMessage(theme, this))
    , m_steps(new RunStepList(theme, this))
{
    setObjectName(QStringLiteral("runningView"));
    setProperty("panel", QStringLiteral("surface"));
    m_blockedBox = new QWidget(this);
    m_blockedBox->setVisible(false);
    m_blocked->setObjectName(QStringLiteral("runBlocked"));
    auto *blocked = new QVBoxLayout(m_blockedBox);
    blocked->setContentsMargins(16, 12, 16, 12);
    blocked->addWidget(m_blocked);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(createHead());
    layout->addWidget(horizontalRule(this));
    layout->addWidget(m_blockedBox);
    layout->addWidget(m_steps);
    layout->addWidget(horizontalRule(this));
    layout->addWidget(createStatement());
    layout->addWidget(horizontalRule(this));
    layout->addWidget(createLog(), 1);
    m_timer.setInterval(tickInterval);
    connect(&m_timer, &QTimer::timeout, this, &RunningView::tick);
}

QWidget *RunningView::createHead()
{
    auto *head = new QWidget(this);
    m_step = textLabel({}, TextRole::Section, head);
    m_step->setObjectName(QStringLiteral("runStep"));
    m_cancel = textButton(tr("Cancel run…"), ButtonKind::DangerOutline, head);
    m_cancel->setObjectName(QStringLiteral("runCancel"));
    m_question = new QWidget(head);
    m_questionText = textLabel({}, TextRole::Label, m_question);
    m_keep = textButton(tr("Keep running"), ButtonKind::Default, m_question);
    m_keep->setObjectName(QStringLiteral("runKeep"));
    auto *confirm = textButton(tr("Cancel run"), ButtonKind::DangerOutline, m_question);
    confirm->setObjectName(QStringLiteral("runCancelConfirm"));
    auto *question = new QHBoxLayout(m_question);
    question->setContentsMargins(0, 0, 0, 0);
    question->setSpacing(8);
    question->addWidget(m_questionText);
    question->addWidget(m_keep);
    question->addWidget(confirm);
    m_question->setVisible(false);
    m_bar = new QProgressBar(head);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Statements done"));
    auto *top = new QHBoxLayout;
    top->addWidget(m_step);
    top->addStretch(1);
    top->addWidget(m_question);
    top->addWidget(m_cancel);
    auto *layout = new QVBoxLayout(head);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setSpacing(8);
    layout->addLayout(top);
    layout->addWidget(m_bar);
    connect(m_cancel, &QPushButton::clicked, this, &RunningView::askToCancel);
    connect(m_keep, &QPushButton::clicked, this, &RunningView::dismissQuestion);
    connect(confirm, &QPushButton::clicked, this, [this] {
        m_question->setVisible(false);
        m_cancel->setVisible(true);
        m_cancel->setEnabled(false);
        m_cancel->setText(tr("Cancelling…"));
        Q_EMIT cancelRequested();
    });
    return head;
}

QWidget *RunningView::createStatement()
{
    auto *box = new QWidget(this);
    m_statementTime = textLabel({}, TextRole::Meta, box, Tone::Muted);
    auto *copy = textButton(tr("Copy"), ButtonKind::Link, box);
    connect(copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_statement->text());
        Q_EMIT toastRequested(tr("Copied SQL"));
    });
    m_statement = new CodeView(CodeLanguage::Sql, m_theme, box);
    m_statement->setFixedHeight(m_theme.px(84));
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(row(textLabel(tr("Current statement"), TextRole::Label, box), {m_statementTime, copy}));
    layout->addWidget(m_statement, 1);
    return box;
}

QWidget *RunningView::createLog()
{
    auto *box = new QWidget(this);
    m_follow = new QCheckBox(tr("Follow"), box);
    m_follow->setChecked(true);
    auto *copy = textButton(tr("Copy log"), ButtonKind::Link, box);
    m_log = new RunLogView(m_theme, box);
    connect(m_follow, &QCheckBox::toggled, m_log, &RunLogView::setFollow);
    connect(copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_log->text());
        Q_EMIT toastRequested(tr("Copied log"));
    });
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(row(textLabel(tr("Log"), TextRole::Label, box), {m_follow, copy}));
    layout->addWidget(m_log, 1);
    return box;
}

void RunningView::follow(const RunProgress *progress)
{
    m_progress = progress;
    m_question->setVisible(false);
    m_cancel->setVisible(true);
    m_cancel->setEnabled(true);
    m_cancel->setText(tr("Cancel run…"));
    m_statement->setText({});
    if (progress) {
        m_bar->setRange(0, std::max(1, progress->plan().statementCount()));
        refresh();
    }
}

void RunningView::refresh()
{
    if (!m_progress)
        return;
    m_log->setLines(m_progress->log());
    tick();
}

void RunningView::tick()
{
    if (!m_progress)
        return;
    const QDateTime now = QDateTime::currentDateTime();
    m_steps->show(*m_progress, now);
    updateHead(now);
    updateBlocked(now);
    updateStatement(now);
}

void RunningView::updateHead(const QDateTime &now)
{
    const int steps = int(m_progress->steps().size());
    const int step = m_progress->currentStep();
    QString text = step < 0 ? tr("Preparing") : tr("Step %1 of %2").arg(step + 1).arg(steps);
    if (m_progress->isRollingBack())
        text = tr("Rolling back");
    if (m_progress->startedAt().isValid())
        text += QStringLiteral(" · ") + durationText(double(m_progress->startedAt().msecsTo(now)));
    m_step->setText(text);
    m_bar->setValue(m_progress->statementsDone());
}

/// The countdown goes in steps of five seconds: every change of the message is announced.
void RunningView::updateBlocked(const QDateTime &now)
{
    const auto left = [&](qint64 waited, qint64 limit) {
        constexpr qint64 pace = 5000;
        const qint64 since = waited + m_progress->blockedAt().msecsTo(now);
        const qint64 rest = std::max<qint64>(0, limit - since);
        return roundDurationText(double((rest + pace - 1) / pace * pace));
    };
    QString title;
    QString body;
    if (const auto &lock = m_progress->runLock()) {
        title = lock->limitMs > 0 ? tr("Waiting for another run to end. This run is refused within %1.")
                                        .arg(left(lock->waitedMs, lock->limitMs))
                                  : tr("Waiting for another run to end.");
        body = blockedSentence(lock->holder);
    } else if (const auto &blocked = m_progress->blocked(); blocked && !blocked->blockers.empty()) {
        const Blocker &first = blocked->blockers.front();
        title = first.object.isEmpty() ? tr("Waiting for a lock.")
                                       : tr("Waiting for a lock on %1.").arg(first.object);
        if (blocked->lockTimeoutMs > 0)
            title += u' '
                + tr("The run stops and rolls back within %1.")
                      .arg(left(blocked->waitedMs, blocked->lockTimeoutMs));
        QStringList lines;
        for (const Blocker &blocker : blocked->blockers)
            lines << blockedSentence(blocker);
        body = lines.join(u'\n');
    }
    m_blockedBox->setVisible(!title.isEmpty());
    if (!title.isEmpty() && (title != m_blocked->title() || body != m_blocked->body()))
        m_blocked->setMessage(MessageKind::Warn, title, body);
}

void RunningView::updateStatement(const QDateTime &now)
{
    const QString sql = m_progress->currentSql();
    if (sql.isEmpty())
        return;
    m_statement->setText(sql);
    const QDateTime started = m_progress->statementStartedAt();
    m_statementTime->setText(tr("running for %1").arg(durationText(double(started.msecsTo(now)))));
}

void RunningView::askToCancel()
{
    const bool single = m_progress && m_progress->settings().transaction == TransactionMode::Single;
    m_questionText->setText(single ? tr("Cancel and roll back?") : tr("Cancel and roll back this step?"));
    m_cancel->setVisible(false);
    m_question->setVisible(true);
    m_keep->setFocus(Qt::OtherFocusReason);
}

bool RunningView::dismissQuestion()
{
    if (!m_question->isVisible())
        return false;
    m_question->setVisible(false);
    m_cancel->setVisible(true);
    m_cancel->setFocus(Qt::OtherFocusReason);
    return true;
}

QString RunningView::currentSql() const
{
    return m_statement->text();
}

QList<QWidget *> RunningView::regions()
{
    return {m_cancel, m_steps, m_statement, m_log};
}

void RunningView::showEvent(QShowEvent *event)
{
    m_timer.start();
    QWidget::showEvent(event);
}

void RunningView::hideEvent(QHideEvent *event)
{
    m_timer.stop();
    QWidget::hideEvent(event);
}

} // namespace stillroom
