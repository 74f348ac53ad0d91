#include "ui/run/resultview.h"

#include "ui/run/runlogview.h"
#include "ui/run/runreport.h"
#include "ui/run/runsteplist.h"
#include "ui/run/runtext.h"
#include "ui/widgets/codeview.h"
#include "ui/widgets/resulticon.h"
#include "ui/widgets/text.h"

#include <QAccessible>
#include <QClipboard>
#include <QDesktopServices>
#include <QFileInfo>
#include <QFrame>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QUrl>
#include <QVBoxLayout>

namespace stillroom
{

namespace
{

constexpr int sideWidth = 320; // px at 100 %

ResultKind iconOf(const RunOutcome &outcome, RunVerdict::Tone tone)
{
    if (outcome.result == RunResult::Cancelled)
        return ResultKind::Cancelled;
    switch (tone) {
    case RunVerdict::Tone::Good:
        return ResultKind::Passed;
    case RunVerdict::Tone::Bad:
        return ResultKind::Failed;
    case RunVerdict::Tone::Neutral:
        return ResultKind::Note;
    }
    return ResultKind::Note;
}

QString toneName(RunVerdict::Tone tone)
{
    switch (tone) {
    case RunVerdict::Tone::Good:
        return QStringLiteral("ok");
    case RunVerdict::Tone::Bad:
        return QStringLiteral("bad");
    case RunVerdict::Tone::Neutral:
        return QStringLiteral("neutral");
    }
    return {};
}

} // namespace

ResultView::ResultView(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_steps(new RunStepList(theme, this))
{
    setObjectName(QStringLiteral("resultView"));
    setProperty("panel", QStringLiteral("surface"));
    auto *left = new QVBoxLayout;
    left->setSpacing(0);
    left->addWidget(m_steps);
    left->addWidget(horizontalRule(this));
    left->addWidget(createFailure());
    left->addWidget(createLog(), 1);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(0);
    columns->addLayout(left, 1);
    columns->addWidget(verticalRule(this));
    columns->addWidget(createRight());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(createBanner());
    layout->addLayout(columns, 1);
}

QWidget *ResultView::createBanner()
{
    m_banner = new QFrame(this);
    m_banner->setObjectName(QStringLiteral("runBanner"));
    m_icon = new ResultIcon(ResultKind::Passed, 24, m_theme, m_banner);
    m_title = textLabel({}, TextRole::Page, m_banner);
    m_title->setObjectName(QStringLiteral("runVerdict"));
    m_text = wrappedLabel({}, TextRole::Body, m_banner);
    m_text->setObjectName(QStringLiteral("runVerdictText"));
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *text = new QVBoxLayout;
    text->setSpacing(4);
    text->addWidget(m_title);
    text->addWidget(m_text);
    auto *layout = new QHBoxLayout(m_banner);
    layout->setContentsMargins(16, 14, 16, 14);
    layout->setSpacing(12);
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addLayout(text, 1);
    return m_banner;
}

QWidget *ResultView::createFailure()
{
    m_failure = new QWidget(this);
    m_point = textLabel({}, TextRole::Body, m_failure, Tone::Muted);
    auto *copy = textButton(tr("Copy"), ButtonKind::Link, m_failure);
    m_openScript = textButton(tr("Open script"), ButtonKind::Link, m_failure);
    m_statement = new CodeView(CodeLanguage::Sql, m_theme, m_failure);
    m_statement->setObjectName(QStringLiteral("failedStatement"));
    m_statement->setFixedHeight(m_theme.px(108));
    m_factsBody = new QWidget(m_failure);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(16, 6, 12, 6);
    head->setSpacing(8);
    head->addWidget(textLabel(tr("Statement that failed"), TextRole::Label, m_failure));
    head->addWidget(m_point);
    head->addStretch(1);
    head->addWidget(copy);
    head->addWidget(m_openScript);
    auto *facts = new QVBoxLayout(m_factsBody);
    facts->setContentsMargins(16, 12, 16, 12);
    m_facts = new QGridLayout;
    facts->addLayout(m_facts);
    auto *layout = new QVBoxLayout(m_failure);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(m_statement);
    layout->addWidget(horizontalRule(m_failure));
    layout->addWidget(m_factsBody);
    layout->addWidget(horizontalRule(m_failure));
    connect(m_openScript, &QPushButton::clicked, this, &ResultView::openScript);
    connect(copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_statement->text());
        Q_EMIT toastRequested(tr("Copied SQL"));
    });
    return m_failure;
}

QWidget *ResultView::createLog()
{
    auto *box = new QWidget(this);
    m_log = new RunLogView(m_theme, box);
    auto *copy = textButton(tr("Copy log"), ButtonKind::Link, box);
    connect(copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_log->text());
        Q_EMIT toastRequested(tr("Copied log"));
    });
    auto *head = new QHBoxLayout;
    head->setContentsMargins(16, 6, 12, 6);
    head->addWidget(textLabel(tr("Log"), TextRole::Label, box));
    head->addStretch(1);
    head->addWidget(copy);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(m_log, 1);
    return box;
}

QWidget *ResultView::createRight()
{
    auto *right = new QWidget(this);
    right->setProperty("panel", QStringLiteral("surface"));
    right->setFixedWidth(m_theme.px(sideWidth));
    m_side = new QWidget(right);
    auto *foot = new QFrame(right);
    foot->setProperty("panel", QStringLiteral("footer"));
    foot->setFixedHeight(m_theme.px(52));
    auto *copy = textButton(tr("Copy report"), ButtonKind::Default, foot);
    copy->setObjectName(QStringLiteral("resultCopyReport"));
    m_back = textButton(tr("Back to Timeline"), ButtonKind::Primary, foot);
    m_back->setObjectName(QStringLiteral("resultBack"));
    auto *buttons = new QHBoxLayout(foot);
    buttons->setContentsMargins(16, 0, 16, 0);
    buttons->addWidget(copy);
    buttons->addStretch(1);
    buttons->addWidget(m_back);
    m_sideLayout = new QVBoxLayout(right);
    m_sideLayout->setContentsMargins(0, 0, 0, 0);
    m_sideLayout->setSpacing(0);
    m_sideLayout->addWidget(m_side, 1);
    m_sideLayout->addWidget(foot);
    connect(m_back, &QPushButton::clicked, this, &ResultView::leaveRequested);
    connect(copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_report);
        Q_EMIT toastRequested(tr("Copied report"));
    });
    return right;
}

void ResultView::showResult(const RunProgress &progress, const QString &database)
{
    const RunOutcome outcome = progress.outcome().value_or(RunOutcome{});
    const RunVerdict verdict
        = runVerdict(progress.plan(), outcome, {database, progress.statementsDone(), progress.rowsChanged()});
    m_report = runReport(progress, database);
    m_icon->setKind(iconOf(outcome, verdict.tone));
    showBanner(verdict);
    m_steps->show(progress, QDateTime::currentDateTime());
    m_failure->setVisible(outcome.failure.has_value());
    if (outcome.failure)
        showFailure(*outcome.failure);
    m_log->setLines(progress.log());
    showSide(progress, database);
}

void ResultView::showBanner(const RunVerdict &verdict)
{
    setStyleProperty(m_banner, "verdict", toneName(verdict.tone));
    m_title->setText(verdict.title);
    m_text->setText(verdict.text);
    m_banner->setAccessibleName(verdict.title);
    m_banner->setAccessibleDescription(verdict.text);
    QAccessibleEvent event(m_banner, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void ResultView::showFailure(const RunFailure &failure)
{
    m_place = failure.place;
    m_statement->setText(failure.sql);
    m_statement->setVisible(!failure.sql.isEmpty());
    const std::optional<TextPoint> point = textPoint(failure.sql, failure.position);
    m_point->setText(point ? tr("line %1, column %2").arg(point->line).arg(point->column) : QString());
    if (point)
        m_statement->showError(point->line, point->column, point->length, failure.message);
    m_openScript->setVisible(!failure.place.path.isEmpty());
    auto *layout = m_factsBody->layout();
    qDeleteAll(m_factsBody->findChildren<QLabel *>());
    layout->removeItem(m_facts);
    delete m_facts;
    m_facts = new QGridLayout;
    m_facts->setHorizontalSpacing(16);
    m_facts->setVerticalSpacing(6);
    m_facts->setColumnMinimumWidth(0, m_theme.px(80));
    m_facts->setColumnStretch(1, 1);
    static_cast<QVBoxLayout *>(layout)->addLayout(m_facts);
    addFact(tr("Message"), failure.message, TextRole::Label);
    if (!failure.sqlState.isEmpty())
        addFact(tr("SQLSTATE"), failure.sqlState, TextRole::Code, sqlStateName(failure.sqlState));
    if (!failure.detail.isEmpty())
        addFact(tr("Detail"), failure.detail, TextRole::Body);
    if (!failure.hint.isEmpty())
        addFact(tr("Hint"), failure.hint, TextRole::Body);
    if (!failure.context.isEmpty())
        addFact(tr("Context"), failure.context, TextRole::Body);
    if (!failure.place.path.isEmpty()) {
        const SourcePlace shortPlace{QFileInfo(failure.place.path).fileName(), failure.place.line, 0};
        addFact(tr("Script"), shortPlace.toString(), TextRole::Body);
    }
}

void ResultView::addFact(const QString &label, const QString &value, TextRole role, const QString &note)
{
    const int row = m_facts->rowCount();
    m_facts->addWidget(textLabel(label, TextRole::Meta, m_factsBody, Tone::Muted), row, 0, Qt::AlignTop);
    auto *cell = new QHBoxLayout;
    cell->setSpacing(8);
    QLabel *text = role == TextRole::Code ? textLabel(value, role, m_factsBody)
                                          : wrappedLabel(value, role, m_factsBody);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    cell->addWidget(text, role == TextRole::Code ? 0 : 1);
    if (!note.isEmpty())
        cell->addWidget(textLabel(note, TextRole::Code, m_factsBody, Tone::Muted), 1);
    m_facts->addLayout(cell, row, 1);
}

void ResultView::addState(bool good, const QString &text)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(new ResultIcon(good ? ResultKind::Passed : ResultKind::Warning, 16, m_theme, m_side), 0,
        Qt::AlignTop);
    row->addWidget(wrappedLabel(text, TextRole::Body, m_side), 1);
    static_cast<QVBoxLayout *>(m_side->layout())->addLayout(row);
}

void ResultView::showSide(const RunProgress &progress, const QString &database)
{
    const RunOutcome outcome = progress.outcome().value_or(RunOutcome{});
    auto *side = new QWidget(this);
    delete m_sideLayout->replaceWidget(m_side, side);
    m_side->deleteLater();
    m_side = side;
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(16, 14, 16, 12);
    layout->setSpacing(10);
    layout->addWidget(textLabel(tr("State of the database"), TextRole::Section, side));
    if (outcome.endRows) {
        addState(true, versionRowsText(progress.plan().versionTable, *outcome.endRows));
        layout->addWidget(wrappedLabel(
            tr("Measured on %1 after the run.").arg(database), TextRole::Meta, side, Tone::Muted));
    } else {
        addState(false, tr("Not known. Connect and read %1 again.").arg(database));
    }
    if (outcome.lockWaitMs > 0) {
        layout->addWidget(
            wrappedLabel(tr("Waited %1 for locks.").arg(durationText(double(outcome.lockWaitMs))),
                TextRole::Meta, side, Tone::Muted));
    }
    const bool ended = outcome.result == RunResult::Succeeded || outcome.result == RunResult::NothingToDo;
    if (!ended) {
        layout->addWidget(horizontalRule(side));
        layout->addWidget(textLabel(tr("Next steps"), TextRole::Section, side));
        layout->addWidget(wrappedLabel(
            tr("Correct the cause, then plan again: the plan starts from the rows measured above."),
            TextRole::Meta, side, Tone::Muted));
        auto *again = textButton(tr("Review again"), ButtonKind::Default, side);
        setCompact(again);
        again->setObjectName(QStringLiteral("resultReviewAgain"));
        connect(again, &QPushButton::clicked, this, &ResultView::reviewAgainRequested);
        layout->addWidget(again, 0, Qt::AlignLeft);
    } else if (progress.plan().direction == Direction::Upgrade && !progress.plan().steps.empty()) {
        layout->addWidget(horizontalRule(side));
        const auto &from = progress.plan().from;
        layout->addWidget(wrappedLabel(
            tr("Way back: Downgrade to %1.").arg(from.empty() ? tr("base") : from.front().text()),
            TextRole::Meta, side, Tone::Muted));
    }
    layout->addStretch(1);
}

void ResultView::openScript()
{
    QDesktopServices::openUrl(QUrl::fromLocalFile(m_place.path));
}

QString ResultView::failedSql() const
{
    return m_statement->text();
}

QList<QWidget *> ResultView::regions()
{
    return {m_steps, m_log, m_back};
}

} // namespace stillroom
