#include "ui/run/reviewview.h"

#include "ui/run/celltable.h"
#include "ui/run/runtext.h"
#include "ui/shell/settings.h"
#include "ui/timeline/revisiontext.h"
#include "ui/timeline/timelinerow.h"
#include "ui/widgets/codeview.h"
#include "ui/widgets/inlinemessage.h"
#include "ui/widgets/resulticon.h"
#include "ui/widgets/segmentedcontrol.h"
#include "ui/widgets/text.h"

#include <QClipboard>
#include <QFileInfo>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace stillroom
{

namespace
{

constexpr int panelWidth = 340; // px at 100 %

QFrame *card(QWidget *parent, QWidget *content)
{
    auto *frame = new QFrame(parent);
    frame->setProperty("panel", QStringLiteral("card"));
    auto *layout = new QVBoxLayout(frame);
    layout->setContentsMargins(1, 4, 1, 4);
    layout->addWidget(content);
    return frame;
}

QHBoxLayout *sectionRow(QWidget *title, std::initializer_list<QWidget *> rest)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(title);
    row->addStretch(1);
    for (QWidget *widget : rest)
        row->addWidget(widget);
    return row;
}

void clear(QVBoxLayout *layout)
{
    while (QLayoutItem *item = layout->takeAt(0)) {
        if (QWidget *widget = item->widget())
            delete widget;
        delete item;
    }
}

int pythonSteps(const Plan &plan)
{
    return int(std::count_if(plan.steps.begin(), plan.steps.end(),
        [](const PlanStep &step) { return step.engine == Engine::ProjectPython; }));
}

bool losesData(const Plan &plan)
{
    return plan.direction == Direction::Downgrade
        && std::any_of(plan.steps.begin(), plan.steps.end(), [](const PlanStep &step) {
               return step.downgradeGrade == DowngradeGrade::Lossy
                   || step.downgradeGrade == DowngradeGrade::Unknown;
           });
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

QString reviewSql(const Plan &plan)
{
    QString text;
    int number = 0;
    for (const PlanStep &step : plan.steps) {
        text += QStringLiteral("-- %1  %2  %3").arg(++number).arg(step.revision.text(), step.message);
        if (step.engine == Engine::ProjectPython)
            text += QStringLiteral("  (%1)\n\n").arg(engineName(step.engine));
        else
            text += u'\n' + sqlText(step) + u'\n';
    }
    return text;
}

ReviewView::ReviewView(const Theme &theme, const Settings &settings, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_settings(settings)
{
    setObjectName(QStringLiteral("reviewView"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(createLeft(), 1);
    layout->addWidget(verticalRule(this));
    layout->addWidget(createRight());
}

QWidget *ReviewView::createLeft()
{
    auto *left = new QWidget(this);
    left->setProperty("panel", QStringLiteral("canvas"));
    m_message = new InlineMessage(m_theme, left);
    m_message->setObjectName(QStringLiteral("reviewMessage"));
    m_tables = new QWidget(left);
    m_stepCount = textLabel({}, TextRole::Meta, m_tables, Tone::Muted);
    m_steps = new CellTable({{tr("#"), 32, false}, {tr("Revision"), 112, false}, {tr("Message"), 0, false},
                                {tr("Engine"), 110, false}, {tr("SQL"), 48, true}},
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

QWidget *ReviewView::createRight()
{
    auto *right = new QWidget(this);
    right->setProperty("panel", QStringLiteral("surface"));
    right->setFixedWidth(m_theme.px(panelWidth));
    auto *body = new QWidget;
    body->setProperty("panel", QStringLiteral("surface"));
    auto *facts = new QVBoxLayout(body);
    facts->setContentsMargins(16, 14, 16, 12);
    facts->setSpacing(10);
    facts->addWidget(textLabel(tr("Before you run"), TextRole::Section, body));
    m_checksBody = new QWidget(body);
    m_checks = new QVBoxLayout(m_checksBody);
    m_checks->setContentsMargins(0, 0, 0, 0);
    m_checks->setSpacing(8);
    facts->addWidget(m_checksBody);
    facts->addWidget(horizontalRule(body));
    facts->addWidget(createTransaction(body));
    facts->addWidget(createLimits(body));
    facts->addWidget(horizontalRule(body));
    facts->addWidget(textLabel(tr("Impact"), TextRole::Label, body));
    m_impactBody = new QWidget(body);
    m_impact = new QVBoxLayout(m_impactBody);
    m_impact->setContentsMargins(0, 0, 0, 0);
    m_impact->setSpacing(6);
    facts->addWidget(m_impactBody);
    facts->addStretch(1);
    auto *scroll = new QScrollArea(right);
    scroll->setObjectName(QStringLiteral("reviewFacts"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(body);
    auto *layout = new QVBoxLayout(right);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(scroll, 1);
    layout->addWidget(createFooter(right));
    return right;
}

QWidget *ReviewView::createTransaction(QWidget *parent)
{
    auto *box = new QWidget(parent);
    m_transaction = new SegmentedControl(box);
    m_transaction->setObjectName(QStringLiteral("reviewTransaction"));
    m_transaction->setAccessibleName(tr("Transaction"));
    m_transaction->addSegment(tr("One for all"));
    m_transaction->addSegment(tr("One per step"));
    m_price = wrappedLabel({}, TextRole::Meta, box, Tone::Muted);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(sectionRow(textLabel(tr("Transaction"), TextRole::Label, box), {m_transaction}));
    layout->addWidget(m_price);
    connect(m_transaction, &SegmentedControl::currentChanged, this, &ReviewView::updateTransaction);
    return box;
}

QWidget *ReviewView::createLimits(QWidget *parent)
{
    auto *box = new QWidget(parent);
    auto *grid = new QGridLayout(box);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(0, 1);
    const auto field = [&](const QString &label, const QString &name, int row) {
        auto *spin = new QSpinBox(box);
        spin->setObjectName(name);
        spin->setAccessibleName(label);
        spin->setRange(0, 3600);
        spin->setSuffix(tr(" s"));
        spin->setSpecialValueText(tr("server's own"));
        spin->setFixedWidth(m_theme.px(132));
        grid->addWidget(textLabel(label, TextRole::Body, box), row, 0);
        grid->addWidget(spin, row, 1);
        connect(spin, &QSpinBox::valueChanged, this, [this] { fillImpact(); });
        return spin;
    };
    m_lockTimeout = field(tr("Wait for a lock"), QStringLiteral("reviewLockTimeout"), 0);
    m_statementTimeout = field(tr("Time for a statement"), QStringLiteral("reviewStatementTimeout"), 1);
    return box;
}

QWidget *ReviewView::createFooter(QWidget *parent)
{
    auto *footer = new QFrame(parent);
    footer->setProperty("panel", QStringLiteral("footer"));
    m_nameBox = new QWidget(footer);
    m_name = new QLineEdit(m_nameBox);
    m_name->setObjectName(QStringLiteral("reviewName"));
    m_name->setProperty("textRole", QStringLiteral("code"));
    m_name->setAccessibleName(tr("Type the database name to continue"));
    m_nameHint = textLabel({}, TextRole::Meta, m_nameBox, Tone::Muted);
    auto *name = new QVBoxLayout(m_nameBox);
    name->setContentsMargins(0, 0, 0, 0);
    name->setSpacing(6);
    name->addWidget(textLabel(tr("Type the database name to continue"), TextRole::Label, m_nameBox));
    name->addWidget(m_name);
    name->addWidget(m_nameHint);
    auto *cancel = textButton(tr("Cancel"), ButtonKind::Default, footer);
    cancel->setObjectName(QStringLiteral("reviewCancel"));
    m_run = textButton({}, ButtonKind::Primary, footer);
    m_run->setObjectName(QStringLiteral("reviewRun"));
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(cancel);
    buttons->addStretch(1);
    buttons->addWidget(m_run);
    auto *layout = new QVBoxLayout(footer);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setSpacing(10);
    layout->addWidget(m_nameBox);
    layout->addLayout(buttons);
    connect(m_name, &QLineEdit::textChanged, this, &ReviewView::updateButton);
    // Enter in the field only moves on: no key starts a run.
    connect(m_name, &QLineEdit::returnPressed, this, [this] { m_run->setFocus(Qt::TabFocusReason); });
    connect(cancel, &QPushButton::clicked, this, &ReviewView::cancelled);
    connect(m_run, &QPushButton::clicked, this, [this] { Q_EMIT runRequested(settings()); });
    return footer;
}

void ReviewView::showPlan(const Plan &plan, const WorkspaceState &state)
{
    m_plan = plan;
    m_state = state;
    m_database = state.database ? state.database->server.database : QString();
    const RunSettings defaults = m_settings.runDefaults();
    const bool perStep = state.project && state.project->online.transactionPerMigration;
    m_transaction->setCurrent(perStep || defaults.transaction == TransactionMode::PerMigration ? 1 : 0);
    using std::chrono::duration_cast;
    using std::chrono::seconds;
    m_lockTimeout->setValue(int(duration_cast<seconds>(defaults.lockTimeout).count()));
    m_statementTimeout->setValue(int(duration_cast<seconds>(defaults.statementTimeout).count()));
    m_name->clear();
    m_nameBox->setVisible(needsTypedName());
    m_nameHint->setText(
        state.database ? tr("%1 on %2").arg(m_database, state.database->server.host) : QString());
    fillSteps();
    fillLocks();
    fillChecks();
    m_sql->setText(reviewSql(plan));
    setSqlInFull(false);
    updateTransaction();
    updateButton();
}

void ReviewView::setState(const WorkspaceState &state)
{
    m_state = state;
    updateButton();
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
    return {m_steps, m_locks, m_sql, m_transaction, m_nameBox->isVisible() ? m_name : m_run->parentWidget()};
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
                &Tokens::text, true}});
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

void ReviewView::addCheck(ResultKind kind, const QString &title, const QString &text)
{
    auto *row = new QWidget(m_checksBody);
    auto *layout = new QGridLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setHorizontalSpacing(8);
    layout->setVerticalSpacing(1);
    layout->setColumnStretch(1, 1);
    layout->addWidget(new ResultIcon(kind, 16, m_theme, row), 0, 0, Qt::AlignTop);
    layout->addWidget(wrappedLabel(title, TextRole::Label, row), 0, 1);
    layout->addWidget(wrappedLabel(text, TextRole::Meta, row, Tone::Muted), 1, 1);
    m_checks->addWidget(row);
}

void ReviewView::fillChecks()
{
    clear(m_checks);
    const int python = pythonSteps(m_plan);
    if (python > 0) {
        const auto step = std::find_if(m_plan.steps.begin(), m_plan.steps.end(),
            [](const PlanStep &value) { return value.engine == Engine::ProjectPython; });
        const EngineReason reason
            = step->engineReasons.empty() ? EngineReason{} : step->engineReasons.front();
        const SourcePlace place{QFileInfo(reason.place.path).fileName(), reason.place.line, 0};
        addCheck(ResultKind::Failed,
            python == 1 ? tr("One step needs Project Python")
                        : tr("%1 steps need Project Python").arg(python),
            tr("%1: %2").arg(place.toString(), reason.reason));
    } else {
        addCheck(ResultKind::Passed, tr("Every step is Native SQL"),
            tr("Stillroom runs the SQL itself; no project code is executed."));
    }
    if (m_plan.createsVersionTable) {
        addCheck(ResultKind::Note, tr("First migration of this database"),
            tr("The run creates %1.").arg(m_plan.versionTable.displayName()));
    }
    for (const QString &assumption : m_plan.assumptions)
        addCheck(ResultKind::Warning, tr("Assumed about env.py"), assumption);
    if (m_state.database && m_state.database->server.standby)
        addCheck(ResultKind::Failed, tr("This server is a standby"), tr("It accepts no changes."));
    if (m_state.target && m_state.target->kind == TargetKind::Production) {
        addCheck(ResultKind::Warning, tr("Backup not checked"),
            tr("Stillroom has not looked for one. Make sure there is a backup you can restore."));
    }
}

void ReviewView::fillImpact()
{
    clear(m_impact);
    auto *body = new QWidget(m_impactBody);
    auto *grid = new QGridLayout(body);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(6);
    grid->setColumnMinimumWidth(0, m_theme.px(72));
    grid->setColumnStretch(1, 1);
    int row = 0;
    const auto fact = [&](const QString &label, const QString &value) {
        grid->addWidget(textLabel(label, TextRole::Meta, body, Tone::Muted), row, 0, Qt::AlignTop);
        grid->addWidget(wrappedLabel(value, TextRole::Body, body), row++, 1);
    };
    const std::vector<TableLock> locks = tableLocks(m_plan.steps);
    const auto blocking = std::count_if(
        locks.begin(), locks.end(), [](const TableLock &lock) { return blocksWrites(lock.mode); });
    fact(tr("Blocking"),
        blocking == 0
            ? tr("no reads or writes, as far as the text tells")
            : tr("%1: %2").arg(locks.front().table, lockConsequence(locks.front().mode).section(u' ', 1))
                + (blocking > 1 ? tr(", and %1 more").arg(blocking - 1) : QString()));
    const int wait = m_lockTimeout->value();
    fact(tr("Lock wait"),
        wait == 0 ? tr("as the server is set") : tr("stop after %1 s, then roll back").arg(wait));
    if (m_plan.direction == Direction::Downgrade) {
        fact(tr("Data"),
            losesData(m_plan) ? tr("what is in dropped tables and columns is lost")
                              : tr("no rows are deleted"));
    } else {
        const bool noWay = std::any_of(m_plan.steps.begin(), m_plan.steps.end(),
            [](const PlanStep &step) { return step.downgradeGrade == DowngradeGrade::Raises; });
        const bool loses = std::any_of(m_plan.steps.begin(), m_plan.steps.end(),
            [](const PlanStep &step) { return step.downgradeGrade == DowngradeGrade::Lossy; });
        const QString start = m_plan.from.empty() ? tr("base") : m_plan.from.front().text();
        fact(tr("Way back"),
            noWay       ? tr("none: one downgrade refuses to run")
                : loses ? tr("Downgrade to %1 loses what the new tables and columns hold").arg(start)
                        : tr("Downgrade to %1").arg(start));
    }
    m_impact->addWidget(body);
}

void ReviewView::updateTransaction()
{
    const int steps = int(m_plan.steps.size());
    const bool single = m_transaction->current() == 0;
    m_price->setText(
        transactionPrice(single ? TransactionMode::Single : TransactionMode::PerMigration, steps));
    const QString refused = refusal();
    if (!refused.isEmpty()) {
        m_message->setMessage(MessageKind::Bad, tr("This plan cannot run"), refused);
    } else if (steps == 0) {
        m_message->setMessage(
            MessageKind::Info, tr("Nothing to do"), tr("%1 is at the target already.").arg(m_database));
    } else if (losesData(m_plan)) {
        m_message->setMessage(MessageKind::Bad, tr("This downgrade loses data"),
            tr("Tables or columns are dropped with what is in them. An upgrade afterwards does not bring it "
               "back."));
    } else if (single && steps > 1) {
        m_message->setMessage(MessageKind::Warn, tr("All %1 steps run in one transaction").arg(steps),
            transactionPrice(TransactionMode::Single, steps));
    } else if (steps > 1) {
        m_message->setMessage(MessageKind::Info, tr("Each step runs in a transaction of its own"),
            transactionPrice(TransactionMode::PerMigration, steps));
    } else {
        m_message->setMessage(MessageKind::Info, tr("One step, one transaction"),
            tr("If a statement fails, everything is rolled back."));
    }
    fillImpact();
}

QString ReviewView::refusal() const
{
    if (pythonSteps(m_plan) > 0)
        return tr("Steps of Project Python are planned and shown, but this version does not run them. "
                  "Run the project's own flask db upgrade for these.");
    if (m_state.database && m_state.database->server.standby)
        return tr("The server is a standby and accepts no changes.");
    return {};
}

bool ReviewView::needsTypedName() const
{
    const bool production = m_state.target && m_state.target->kind == TargetKind::Production;
    return production || losesData(m_plan);
}

void ReviewView::updateButton()
{
    const bool production = m_state.target && m_state.target->kind == TargetKind::Production;
    const bool upgrade = m_plan.direction == Direction::Upgrade;
    m_run->setText((upgrade ? tr("Upgrade %1") : tr("Downgrade %1")).arg(m_database));
    setStyleProperty(m_run, "kind", production ? QStringLiteral("danger") : QStringLiteral("primary"));
    const bool named = !needsTypedName() || m_name->text() == m_database;
    QString reason = refusal();
    if (reason.isEmpty() && m_state.phase != ConnectionPhase::Connected)
        reason = tr("Not connected.");
    else if (reason.isEmpty() && m_state.running)
        reason = tr("Another run is in progress.");
    else if (reason.isEmpty() && !named)
        reason = tr("Type %1 exactly").arg(m_database);
    m_run->setEnabled(reason.isEmpty() && !m_plan.steps.empty());
    m_run->setToolTip(reason);
}

RunSettings ReviewView::settings() const
{
    RunSettings settings = m_settings.runDefaults();
    settings.transaction
        = m_transaction->current() == 0 ? TransactionMode::Single : TransactionMode::PerMigration;
    settings.lockTimeout = std::chrono::seconds(m_lockTimeout->value());
    settings.statementTimeout = std::chrono::seconds(m_statementTimeout->value());
    return settings;
}

} // namespace stillroom
