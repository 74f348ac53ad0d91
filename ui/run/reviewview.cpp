#include "ui/run/reviewview.h"

#include "ui/run/celltable.h"
#include "ui/run/reviewpanel.h"
#include "ui/run/reviewtext.h"
#include "ui/run/runtext.h"
#include "ui/timeline/revisiontext.h"
#include "ui/timeline/timelinerow.h"
#include "ui/widgets/codeview.h"
#include "ui/widgets/inlinemessage.h"
#include "ui/widgets/text.h"

#include <QClipboard>
#include <QFrame>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace stillroom
{

namespace
{

QFrame *card(QWidget *parent, QWidget *content)
{
    auto *frame = new QFrame(parent);
    frame->setProperty("panel", QStringLiteral("card"));
    auto *layout = new QVBoxLayout(frame);
    layout->setContentsMargins(1, 4, 1, 4);
    layout->addWidget(content);
    return frame;
}

QString numbers(const std::vector<int> &steps)
{
    constexpr size_t shown = 6;
    QStringList texts;
    for (size_t n = 0; n < steps.size() && n < shown; ++n)
        texts << QString::number(steps[n]);
    return texts.join(QStringLiteral(", ")) + (steps.size() > shown ? QStringLiteral(", …") : QString());
}

} // namespace

ReviewView::ReviewView(const Theme &theme, Settings &settings, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_panel(new ReviewPanel(theme, settings, this))
{
    setObjectName(QStringLiteral("reviewView"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(createLeft(), 1);
    layout->addWidget(verticalRule(this));
    layout->addWidget(m_panel);
    connect(m_panel, &ReviewPanel::runRequested, this, &ReviewView::runRequested);
    connect(m_panel, &ReviewPanel::cancelled, this, &ReviewView::cancelled);
    connect(m_panel, &ReviewPanel::rehearsalRequested, this, &ReviewView::rehearsalRequested);
    connect(m_panel, &ReviewPanel::rehearsalCancelRequested, this, &ReviewView::rehearsalCancelRequested);
    connect(m_panel, &ReviewPanel::pythonRequested, this, &ReviewView::pythonRequested);
    connect(m_panel, &ReviewPanel::transactionChanged, this, &ReviewView::updateMessage);
}

QWidget *ReviewView::createLeft()
{
    auto *left = new QWidget(this);
    left->setProperty("panel", QStringLiteral("canvas"));
    m_message = new InlineMessage(m_theme, left);
    m_message->setObjectName(QStringLiteral("reviewMessage"));
    m_tables = new QWidget(left);
    m_stepCount = textLabel({}, TextRole::Meta, m_tables, Tone::Muted);
    m_steps
        = new CellTable({{tr("#"), 32, false}, {tr("Revision"), 112, false}, {tr("Message"), 0, false},
                            {tr("Engine"), 110, false}, {tr("SQL"), 48, true}, {tr("Rehearsed"), 88, true}},
            7, m_theme, m_tables);
    m_steps->setObjectName(QStringLiteral("reviewSteps"));
    m_steps->setAccessibleName(tr("What will run, in this order"));
    m_lockTitle = textLabel(tr("Tables that will be locked"), TextRole::Label, m_tables);
    m_lockCount = textLabel({}, TextRole::Meta, m_tables, Tone::Muted);
    m_locks = new CellTable({{tr("Table"), 0, false}, {tr("Strongest lock"), 210, false},
                                {tr("Blocks"), 160, false}, {tr("By step"), 100, false}},
        4, m_theme, m_tables);
    m_locks->setObjectName(QStringLiteral("reviewLocks"));
    m_locks->setAccessibleName(tr("Tables that will be locked"));
    m_locksCard = card(m_tables, m_locks);
    auto *tables = new QVBoxLayout(m_tables);
    tables->setContentsMargins(0, 0, 0, 0);
    tables->setSpacing(6);
    tables->addLayout(
        sectionRow(textLabel(tr("What will run, in this order"), TextRole::Label, m_tables), {m_stepCount}));
    tables->addWidget(card(m_tables, m_steps));
    tables->addSpacing(6);
    tables->addLayout(sectionRow(m_lockTitle, {m_lockCount}));
    tables->addWidget(m_locksCard);

    m_sql = new CodeView(CodeLanguage::Sql, m_theme, left);
    m_sql->setObjectName(QStringLiteral("reviewSql"));
    m_sql->setMinimumHeight(m_theme.px(120));
    auto *copy = textButton(tr("Copy SQL"), ButtonKind::Link, left);
    m_openInFull = textButton({}, ButtonKind::Link, left);
    m_openInFull->setObjectName(QStringLiteral("reviewOpenInFull"));
    connect(copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_sql->text());
        Q_EMIT toastRequested(tr("Copied SQL"));
    });
    connect(m_openInFull, &QPushButton::clicked, this, [this] { setSqlInFull(!m_full); });
    auto *layout = new QVBoxLayout(left);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setSpacing(10);
    layout->addWidget(m_message);
    layout->addWidget(m_tables);
    layout->addLayout(sectionRow(textLabel(tr("SQL"), TextRole::Label, left), {copy, m_openInFull}));
    layout->addWidget(card(left, m_sql), 1);
    return left;
}

void ReviewView::showPlan(const Plan &plan, const WorkspaceState &state)
{
    m_plan = plan;
    m_state = state;
    m_rehearsal.reset();
    m_panel->showPlan(plan, state);
    fillSteps();
    fillLocks();
    m_sql->setText(reviewSql(plan));
    setSqlInFull(false);
    updateMessage();
}

void ReviewView::setState(const WorkspaceState &state)
{
    m_state = state;
    m_panel->setState(state);
}

void ReviewView::setRehearsal(const std::shared_ptr<const Rehearsal> &rehearsal)
{
    m_rehearsal = rehearsal;
    m_panel->setRehearsal(rehearsal);
    fillSteps();
}

void ReviewView::setRehearsing(const QString &progress)
{
    m_panel->setRehearsing(progress);
}

PythonCheck &ReviewView::python()
{
    return m_panel->python();
}

void ReviewView::setRehearsalError(const Error &error)
{
    m_panel->setRehearsalError(error);
}

void ReviewView::setSqlInFull(bool full)
{
    m_full = full;
    m_tables->setVisible(!full);
    m_message->setVisible(!full);
    m_openInFull->setText(full ? tr("Show the tables") : tr("Open in full"));
}

QString ReviewView::sql() const
{
    return m_sql->text();
}

QList<QWidget *> ReviewView::regions()
{
    return QList<QWidget *>{m_steps, m_locks, m_sql} + m_panel->regions();
}

void ReviewView::fillSteps()
{
    std::vector<std::vector<Cell>> rows;
    int number = 0;
    for (const PlanStep &step : m_plan.steps) {
        const bool python = step.engine == Engine::ProjectPython;
        QStringList reasons;
        for (const EngineReason &reason : step.engineReasons)
            reasons << QStringLiteral("%1: %2").arg(reason.place.toString(), reason.reason);
        rows.push_back({{QString::number(++number)}, {step.revision.text(), TextRole::Code, &Tokens::text},
            {step.message, TextRole::Body, &Tokens::text},
            {engineName(step.engine), TextRole::Meta, python ? &Tokens::text : &Tokens::muted, false,
                reasons.join(u'\n')},
            {python ? QStringLiteral("–") : QString::number(step.statements.size()), TextRole::Code,
                &Tokens::text, true},
            {rehearsedText(m_rehearsal.get(), step.revision), TextRole::Code, &Tokens::muted, true}});
    }
    m_steps->setRows(std::move(rows));
    const int steps = int(m_plan.steps.size());
    m_stepCount->setText(
        QStringLiteral("%1 · %2").arg(steps == 1 ? tr("1 revision") : tr("%1 revisions").arg(steps),
            statementCount(m_plan.statementCount())));
}

void ReviewView::fillLocks()
{
    const std::vector<TableLock> locks = tableLocks(m_plan.steps);
    std::vector<std::vector<Cell>> rows;
    for (const TableLock &lock : locks) {
        const Token colour = lock.mode == LockMode::AccessExclusive ? &Tokens::bad
            : blocksWrites(lock.mode)                               ? &Tokens::warn
                                                                    : &Tokens::muted;
        rows.push_back({{lock.table, TextRole::Code, &Tokens::text},
            {lockModeName(lock.mode), TextRole::Code, colour},
            {lockConsequence(lock.mode).section(u' ', 1), TextRole::Body, colour}, {numbers(lock.steps)}});
    }
    QString count = locks.size() == 1 ? tr("1 table") : tr("%1 tables").arg(locks.size());
    if (!allLocksKnown(m_plan.steps))
        count += tr(" · not every statement tells its locks");
    m_lockCount->setText(count);
    m_locksCard->setVisible(!locks.empty());
    m_locks->setRows(std::move(rows));
}

void ReviewView::updateMessage()
{
    const int steps = int(m_plan.steps.size());
    const bool single = m_panel->settings().transaction == TransactionMode::Single;
    const QString refused = planRefusal(m_state);
    if (!refused.isEmpty()) {
        m_message->setMessage(MessageKind::Bad, tr("This plan cannot run"), refused);
    } else if (steps == 0) {
        m_message->setMessage(
            MessageKind::Info, tr("Nothing to do"), tr("The database is at the target already."));
    } else if (losesData(m_plan)) {
        m_message->setMessage(MessageKind::Bad, tr("This downgrade loses data"),
            tr("Tables or columns are dropped with what is in them. An upgrade afterwards does not bring it "
               "back."));
    } else if (!m_plan.isNative() && steps > 1) {
        m_message->setMessage(MessageKind::Warn, tr("Steps of Project Python commit by themselves"),
            commitText(m_plan, m_panel->settings().transaction));
    } else if (single && steps > 1) {
        m_message->setMessage(MessageKind::Warn, tr("All %1 steps run in one transaction").arg(steps),
            transactionPrice(TransactionMode::Single, m_plan));
    } else if (steps > 1) {
        m_message->setMessage(MessageKind::Info, tr("Each step runs in a transaction of its own"),
            transactionPrice(TransactionMode::PerMigration, m_plan));
    } else {
        m_message->setMessage(MessageKind::Info, tr("One step, one transaction"),
            tr("If a statement fails, everything is rolled back."));
    }
}

} // namespace stillroom
