#include "ui/checklist/checklistpage.h"

#include "app/services/background.h"
#include "app/verify/reportfiles.h"
#include "ui/checklist/checkcard.h"
#include "ui/checklist/checklistsummary.h"
#include "ui/checklist/checkrow.h"
#include "ui/checklist/productionlist.h"
#include "ui/shell/printpdf.h"
#include "ui/shell/settings.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/resulticon.h"
#include "ui/widgets/splitter.h"
#include "ui/widgets/text.h"

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QMenu>
#include <QSaveFile>
#include <QScrollArea>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace stillroom
{

namespace
{

constexpr int toolbarHeight = 60; // px at 100 %

/// "Environment variables" for "Checking Environment Variables".
QString shownTitle(const QString &section)
{
    static const QHash<QString, QString> titles{
        {QStringLiteral("Checking Environment Variables"), ChecklistPage::tr("Environment variables")},
        {QStringLiteral("Checking Migration Files"), ChecklistPage::tr("Migration files")},
        {QStringLiteral("Checking routes.py Implementation"), ChecklistPage::tr("Startup code")},
        {QStringLiteral("Checking Database Connection"), ChecklistPage::tr("Database connection")},
        {QStringLiteral("Checking Migration Status"), ChecklistPage::tr("Migration status")}};
    return titles.value(section, section);
}

QString countWord(CheckOutcome outcome, int count)
{
    switch (outcome) {
    case CheckOutcome::Fail:
        return ChecklistPage::tr("failed");
    case CheckOutcome::Warn:
        return count == 1 ? ChecklistPage::tr("warning") : ChecklistPage::tr("warnings");
    case CheckOutcome::Pass:
        return ChecklistPage::tr("passed");
    case CheckOutcome::Unknown:
        return ChecklistPage::tr("skipped");
    }
    Q_UNREACHABLE();
}

void clear(QLayout *layout)
{
    while (QLayoutItem *item = layout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

Status writeText(const QString &path, const QString &text)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(text.toUtf8()) >= 0 && file.commit())
        return Done{};
    return Error{
        ErrorKind::Unreadable, ChecklistPage::tr("%1 cannot be written: %2").arg(path, file.errorString())};
}

} // namespace

ChecklistPage::ChecklistPage(Workspace &workspace, const Theme &theme, Settings &settings, QWidget *parent)
    : Page(parent)
    , m_workspace(workspace)
    , m_theme(theme)
    , m_empty(new EmptyState(theme, this))
    , m_production(new ProductionList(theme, settings, this))
    , m_summary(new ChecklistSummary(theme, this))
{
    setObjectName(QStringLiteral("checklistPage"));
    setProperty("panel", QStringLiteral("canvas"));
    m_cards = new QWidget;
    m_cards->setProperty("panel", QStringLiteral("canvas"));
    m_cardLayout = new QVBoxLayout(m_cards);
    m_cardLayout->setContentsMargins(0, 0, 0, 0);
    m_cardLayout->setSpacing(10);
    auto *column = new QWidget;
    column->setProperty("panel", QStringLiteral("canvas"));
    auto *columnLayout = new QVBoxLayout(column);
    columnLayout->setContentsMargins(16, 12, 16, 16);
    columnLayout->setSpacing(10);
    columnLayout->addWidget(m_cards);
    columnLayout->addWidget(m_production);
    columnLayout->addStretch(1);
    auto *scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("checklistCards"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(column);
    auto *splitter = new Splitter(Qt::Horizontal, this);
    splitter->addWidget(scroll);
    splitter->addWidget(m_summary);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 0);
    splitter->setChildrenCollapsible(false);
    splitter->setSizes({theme.px(888), theme.px(308)});
    splitter->remember(settings, QStringLiteral("checklist/splitter"));
    m_content = new QStackedWidget(this);
    m_content->addWidget(m_empty);
    m_content->addWidget(splitter);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(createToolbar());
    layout->addWidget(m_content, 1);
    connect(&workspace, &Workspace::checklistReady, this, &ChecklistPage::onReady);
    connect(&workspace, &Workspace::checklistRefused, this, &ChecklistPage::onRefused);
    m_empty->showEmpty(QStringLiteral("checklist"), tr("Not checked yet"),
        tr("The checklist says whether the automatic migration is set up. Nothing of the project is run."));
}

QWidget *ChecklistPage::createToolbar()
{
    auto *toolbar = new QFrame(this);
    toolbar->setProperty("panel", QStringLiteral("toolbar"));
    toolbar->setMinimumHeight(m_theme.px(toolbarHeight));
    m_headline = textLabel(tr("Not checked yet"), TextRole::Section, toolbar);
    m_headline->setObjectName(QStringLiteral("checklistHeadline"));
    m_sub = textLabel({}, TextRole::Meta, toolbar, Tone::Muted);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(1);
    texts->addStretch(1);
    texts->addWidget(m_headline);
    texts->addWidget(m_sub);
    texts->addStretch(1);
    m_counts = new QHBoxLayout;
    m_counts->setSpacing(6);
    m_copy = textButton(tr("Copy as text"), ButtonKind::Default, toolbar);
    m_export = new QToolButton(toolbar);
    m_export->setProperty("kind", QStringLiteral("menu"));
    m_export->setText(tr("Export"));
    m_export->setPopupMode(QToolButton::InstantPopup);
    m_export->setMenu(new QMenu(m_export));
    for (const QString &format : {QStringLiteral("HTML"), QStringLiteral("PDF"), QStringLiteral("JUnit")})
        m_export->menu()->addAction(format + QStringLiteral("…"), this, [this, format] { exportAs(format); });
    m_again = textButton(tr("Run again"), ButtonKind::Primary, toolbar);
    m_again->setObjectName(QStringLiteral("checklistAgain"));
    auto *layout = new QHBoxLayout(toolbar);
    layout->setContentsMargins(16, 8, 12, 8);
    layout->setSpacing(8);
    layout->addLayout(texts);
    layout->addSpacing(18);
    layout->addLayout(m_counts);
    layout->addStretch(1);
    layout->addWidget(m_copy);
    layout->addWidget(m_export);
    layout->addWidget(m_again);
    m_copy->setEnabled(false);
    m_export->setEnabled(false);
    connect(m_again, &QPushButton::clicked, this, &ChecklistPage::run);
    connect(m_copy, &QPushButton::clicked, this, [this] {
        QApplication::clipboard()->setText(wholeText());
        Q_EMIT toastRequested(tr("Copied as text"));
    });
    return toolbar;
}

void ChecklistPage::activate()
{
    const auto &project = m_workspace.state()->project;
    if (project && (project->root != m_root || !m_report))
        run();
}

void ChecklistPage::run()
{
    const auto state = m_workspace.state();
    if (!state->project)
        return;
    m_root = state->project->root;
    m_production->setProject(m_root);
    m_request = m_workspace.requestChecklist();
    m_running = true;
    m_again->setEnabled(false);
    m_headline->setText(tr("Checking…"));
    if (!m_report) {
        m_empty->showLoading(tr("Checking the project and its database…"));
        m_content->setCurrentWidget(m_empty);
    }
}

void ChecklistPage::onReady(quint64 request, const std::shared_ptr<const VerifyReport> &report)
{
    if (request != m_request)
        return;
    m_report = report;
    m_running = false;
    m_again->setEnabled(true);
    m_copy->setEnabled(true);
    m_export->setEnabled(true);
    m_headline->setText(checklistHeadline(report->checklist));
    const auto &facts = report->verification.facts;
    m_sub->setText(facts
            ? tr("Checked %1 at %2. Nothing was changed.")
                  .arg(facts->state.server.database, report->at.toString(QStringLiteral("hh:mm:ss")))
            : tr("Checked at %1 without a database. Nothing was changed.")
                  .arg(report->at.toString(QStringLiteral("hh:mm:ss"))));
    fillCounts();
    fillCards();
    m_summary->show(*report);
    m_content->setCurrentIndex(1);
    Q_EMIT offersChanged();
}

void ChecklistPage::onRefused(quint64 request, const Error &error)
{
    if (request != m_request)
        return;
    m_running = false;
    m_again->setEnabled(true);
    m_headline->setText(tr("Not checked"));
    m_empty->showError(tr("The project could not be checked"), error.message);
    m_content->setCurrentWidget(m_empty);
}

void ChecklistPage::fillCounts()
{
    clear(m_counts);
    for (const CheckOutcome outcome :
        {CheckOutcome::Fail, CheckOutcome::Warn, CheckOutcome::Pass, CheckOutcome::Unknown}) {
        const int count = m_report->checklist.count(outcome);
        if (count == 0)
            continue;
        m_counts->addWidget(new ResultIcon(resultKindOf(outcome), 16, m_theme, this));
        m_counts->addWidget(textLabel(QString::number(count), TextRole::Label, this));
        m_counts->addWidget(textLabel(countWord(outcome, count), TextRole::Meta, this, Tone::Muted));
        m_counts->addSpacing(10);
    }
}

void ChecklistPage::fillCards()
{
    clear(m_cardLayout);
    for (const QString &section : checklistSections()) {
        std::vector<Check> checks;
        for (const Check &check : m_report->checklist.checks) {
            if (check.section == section)
                checks.push_back(check);
        }
        if (checks.empty())
            continue;
        auto *card = new CheckCard(shownTitle(section), checks, m_theme, m_cards);
        const bool quiet = std::all_of(checks.begin(), checks.end(),
            [](const Check &check) { return check.outcome == CheckOutcome::Pass; });
        card->setOpen(!quiet);
        connect(card, &CheckCard::fixRequested, this, &ChecklistPage::onFix);
        m_cardLayout->addWidget(card);
    }
}

/// Nothing is written from here: the upgrade is reviewed first, a variable is edited in the Environment,
/// everything else is a command to copy.
void ChecklistPage::onFix(const CheckFix &fix)
{
    if (fix.kind == CheckFix::Kind::Upgrade) {
        Q_EMIT reviewRequested({Direction::Upgrade, QStringLiteral("heads")});
        return;
    }
    if (fix.kind == CheckFix::Kind::EditVariable) {
        Q_EMIT variableRequested(fix.argument);
        return;
    }
    QApplication::clipboard()->setText(fix.argument);
    Q_EMIT toastRequested(tr("Command copied"));
}

void ChecklistPage::exportAs(const QString &format)
{
    const QString suffix = format == u"PDF" ? QStringLiteral("pdf")
        : format == u"HTML"                 ? QStringLiteral("html")
                                            : QStringLiteral("xml");
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Export the checklist"), QStringLiteral("checklist.") + suffix);
    if (path.isEmpty())
        return;
    const Status done = format == u"PDF" ? printHtml(checklistHtml(*m_report), path)
        : format == u"HTML"              ? writeText(path, checklistHtml(*m_report))
                                         : writeText(path, checklistJunit(*m_report));
    Q_EMIT toastRequested(done ? tr("%1 written").arg(path) : done.error().message);
}

/// The checks, and behind them what a person ticked.
QString ChecklistPage::wholeText() const
{
    return checklistText(*m_report) + u'\n' + m_production->text();
}

std::pair<QString, QString> ChecklistPage::copyText() const
{
    return m_report ? std::pair(wholeText(), tr("checklist")) : std::pair<QString, QString>();
}

QList<QWidget *> ChecklistPage::regions()
{
    return {this, m_summary};
}

} // namespace stillroom
